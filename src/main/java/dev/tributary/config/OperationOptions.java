package dev.tributary.config;

import static dev.tributary.config.Option.optional;
import static dev.tributary.config.Option.withDefault;

import java.util.List;

/** The options of {@code sync.yaml} for those who look after a job. */
final class OperationOptions {

    static final String UI = "ui";

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

    static final List<Option<?>> ALL = List.of(UI_PORT, UI_BIND);

    private OperationOptions() {}
}
