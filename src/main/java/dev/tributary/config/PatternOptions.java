package dev.tributary.config;

import static dev.tributary.config.Option.optional;
import static dev.tributary.config.Option.required;
import static dev.tributary.config.Option.withDefault;

import java.util.List;
import java.util.stream.Stream;

/** The options of {@code sync.yaml} that select databases and tables by patterns. */
final class PatternOptions {

    /** What becomes of a table in a database where it cannot be replicated. */
    enum Otherwise {
        REFUSE,
        LEAVE_OUT
    }

    static final Option<String> SERVER_DATABASES = required(
            Options.SERVERS,
            "databases",
            OptionType.NAMES,
            "The databases to replicate, by name or by [pattern](#patterns), as `['shop_%']`; each is a connection. Those of the"
                    + " system are never among them.");
    static final Option<String> SERVER_EXCLUDE_DATABASES = optional(
            Options.SERVERS,
            "exclude-databases",
            OptionType.NAMES,
            "Those of them that are left out, by name or by pattern.");
    static final Option<String> SERVER_NAME_PREFIX = withDefault(
            Options.SERVERS,
            "name-prefix",
            OptionType.NAME_PREFIX,
            "",
            "What the connections' names begin with, before the database's name. Names are unique and stable: two servers with"
                    + " databases of one name need it.");

    static final Option<String> TABLE_EXCLUDE = optional(
            Options.TABLES,
            "exclude",
            OptionType.NAMES,
            "Of a pattern: the tables that are left out, by name or by pattern.");
    static final Option<Otherwise> TABLE_WITHOUT_KEY = withDefault(
            Options.TABLES,
            "without-key",
            OptionType.choice(Otherwise.class),
            "refuse",
            "Of a pattern: what becomes of a table that has neither a primary key nor a unique key without nullable columns. `refuse`"
                    + " refuses the plan; `leave-out` leaves it out in the databases where it is so, and `check` names it.");

    static final Option<Otherwise> TABLE_WHERE_MISSING = withDefault(
            Options.TABLES,
            "where-missing",
            OptionType.choice(Otherwise.class),
            "refuse",
            "Of a table that is named: what becomes of databases that do not have it. `refuse` refuses the plan; `leave-out` replicates"
                    + " it from those that have it, as it is with those that patterns find.");

    /** A server's entry has most in common with a connection's. */
    static final List<Option<?>> OF_SERVERS = Stream.<Option<?>>concat(
                    EndpointOptions.ALL.stream()
                            .filter(option -> option.section().equals(Options.CONNECTIONS))
                            .filter(option -> option != EndpointOptions.CONNECTION_NAME
                                    && option != EndpointOptions.CONNECTION_DATABASE)
                            .map(option -> option.in(Options.SERVERS)),
                    Stream.of(SERVER_DATABASES, SERVER_EXCLUDE_DATABASES, SERVER_NAME_PREFIX))
            .toList();

    private PatternOptions() {}
}
