package dev.tributary.config;

import static dev.tributary.config.Option.optional;
import static dev.tributary.config.Option.required;
import static dev.tributary.config.Option.withDefault;

import dev.tributary.config.NotifyOptions.MinimumSeverity;
import java.util.List;

/** The options of {@code sync.yaml} for those who look after a job. */
final class OperationOptions {

    static final String UI = "ui";
    static final String NOTIFY = "notify[]";

    static final Option<Integer> UI_PORT = optional(
            UI,
            "port",
            OptionType.PORT_OR_ANY,
            "With `run --local`: the port of a page that shows the job, as `tributary ui` does; 0: any free port. Left out: no page.");
    static final Option<String> UI_BIND = withDefault(
            UI,
            "bind",
            OptionType.HOST,
            UiOptions.LOOPBACK,
            "The address of this machine at which that page is shown. It has no log-in, so beyond loopback put it behind something"
                    + " that asks who one is.");

    static final Option<Secret> NOTIFY_URL = required(
            NOTIFY,
            "url",
            OptionType.SECRET,
            "Where a POST of JSON goes for each event, http or https; `{env: NAME}` or `{file: /path}`, since such addresses hold tokens.");
    static final Option<MinimumSeverity> NOTIFY_MIN_SEVERITY = withDefault(
            NOTIFY,
            "min-severity",
            OptionType.choice(MinimumSeverity.class),
            "warning",
            "Events that concern people less are not told; an all-clear is told to whoever heard of its alarm.");
    static final Option<String> NOTIFY_KINDS = optional(
            NOTIFY,
            "kinds",
            OptionType.EVENT_KINDS,
            "Only events of these kinds, `[failed, set aside]`, as `tributary events` calls them; left out: all.");

    static final List<Option<?>> ALL = List.of(UI_PORT, UI_BIND, NOTIFY_URL, NOTIFY_MIN_SEVERITY, NOTIFY_KINDS);

    private OperationOptions() {}
}
