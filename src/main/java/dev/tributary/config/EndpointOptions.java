package dev.tributary.config;

import static dev.tributary.config.Option.optional;
import static dev.tributary.config.Option.required;
import static dev.tributary.config.Option.withDefault;

import java.time.Duration;
import java.util.List;

/** The options of {@code sync.yaml} that say which servers there are and how to come in: MySQL's and ClickHouse's. */
final class EndpointOptions {

    private static final OptionType<TlsMode> TLS = OptionType.choice(TlsMode.class);

    private static final String TLS_MEANING =
            "How the connection uses TLS; left out: `verify-ca` with `tls-ca`, else `required`, and on loopback `preferred`.";

    static final Option<String> SERVICE_HOST =
            required(Options.SERVICE_DATABASE, "host", OptionType.HOST, "The MySQL server of the service database.");
    static final Option<Integer> SERVICE_PORT =
            withDefault(Options.SERVICE_DATABASE, "port", OptionType.PORT, "3306", "Its port.");
    static final Option<String> SERVICE_DATABASE_NAME = required(
            Options.SERVICE_DATABASE,
            "database",
            OptionType.DATABASE,
            "The database with `connections`, `sync_tables` and `sync_results`.");
    static final Option<String> SERVICE_USER =
            required(Options.SERVICE_DATABASE, "user", OptionType.TEXT, "The account to use there.");
    static final Option<Secret> SERVICE_PASSWORD =
            withDefault(Options.SERVICE_DATABASE, "password", OptionType.SECRET, "", "Its password.");
    static final Option<String> SERVICE_ALLOWED_SECRETS = optional(
            Options.SERVICE_DATABASE,
            "allowed-secrets",
            OptionType.REFERENCES,
            "What passwords in the service database may refer to, `[env:NAME, file:/path]`; left out: nothing. Whoever can write"
                    + " there chooses the host that a secret is sent to.");
    static final Option<TlsMode> SERVICE_TLS = optional(Options.SERVICE_DATABASE, "tls", TLS, TLS_MEANING);
    static final TlsReader.Keys SERVICE_TLS_FILES = tlsFiles(Options.SERVICE_DATABASE);

    static final Option<String> CLICKHOUSE_URL = required(
            Options.CLICKHOUSE, "url", OptionType.HTTP_URL, "ClickHouse's HTTP interface, `http://host:8123`.");
    static final Option<String> CLICKHOUSE_USER =
            withDefault(Options.CLICKHOUSE, "user", OptionType.TEXT, "default", "The account to use there.");
    static final Option<Secret> CLICKHOUSE_PASSWORD =
            withDefault(Options.CLICKHOUSE, "password", OptionType.SECRET, "", "Its password.");
    static final TlsReader.Keys CLICKHOUSE_TLS_FILES = tlsFiles(Options.CLICKHOUSE);
    static final Option<String> CLICKHOUSE_DATABASE = withDefault(
            Options.CLICKHOUSE,
            "database",
            OptionType.DATABASE,
            "default",
            "Where targets go whose name has no database of its own.");
    static final Option<String> CLICKHOUSE_STAGING_DATABASE = withDefault(
            Options.CLICKHOUSE,
            "staging-database",
            OptionType.DATABASE,
            "tributary_staging",
            "Where rows wait for their checkpoint. It holds nothing but the jobs' own staging tables.");
    static final Option<String> CLICKHOUSE_CONTROL_DATABASE = withDefault(
            Options.CLICKHOUSE,
            "control-database",
            OptionType.DATABASE,
            "tributary",
            "Where the ledger of commits and the dead letters are kept.");
    static final Option<Duration> CLICKHOUSE_CONNECT_TIMEOUT = withDefault(
            Options.CLICKHOUSE, "connect-timeout", OptionType.DURATION, "10s", "How long to wait for a connection.");
    static final Option<Duration> CLICKHOUSE_STATEMENT_TIMEOUT = withDefault(
            Options.CLICKHOUSE,
            "statement-timeout",
            OptionType.DURATION,
            "10m",
            "How long to wait for the answer to a statement. Then the server is asked: as long as it is at work on the "
                    + "statement, the answer is waited for; else it is lost, and what it was for is tried again.");

    static final Option<String> CONNECTION_NAME = required(
            Options.CONNECTIONS,
            "name",
            OptionType.CONNECTION_NAME,
            "Unique and stable; the value of `_source_database` in every row.");
    static final Option<String> CONNECTION_HOST = optional(
            Options.CONNECTIONS, "host", OptionType.HOST, "The MySQL server; required, unless `hosts` names several.");
    static final Option<String> CONNECTION_HOSTS = optional(
            Options.CONNECTIONS,
            "hosts",
            OptionType.HOSTS,
            "In place of `host`: the servers of one replication history, `host` or `host:port`, in the order in which they are"
                    + " tried. The first one names the source, so it stays the first.");
    static final Option<Integer> CONNECTION_PORT =
            withDefault(Options.CONNECTIONS, "port", OptionType.PORT, "3306", "Its port.");
    static final Option<String> CONNECTION_DATABASE =
            required(Options.CONNECTIONS, "database", OptionType.DATABASE, "The database to replicate.");
    static final Option<String> CONNECTION_USER = required(
            Options.CONNECTIONS,
            "user",
            OptionType.TEXT,
            "The account to use; one and the same for all databases of a server.");
    static final Option<Secret> CONNECTION_PASSWORD =
            withDefault(Options.CONNECTIONS, "password", OptionType.SECRET, "", "Its password.");
    static final Option<TlsMode> CONNECTION_TLS = optional(Options.CONNECTIONS, "tls", TLS, TLS_MEANING);
    static final TlsReader.Keys CONNECTION_TLS_FILES = tlsFiles(Options.CONNECTIONS);
    static final Option<String> CONNECTION_CONSTANTS = optional(
            Options.CONNECTIONS,
            "constants",
            OptionType.COLUMN_VALUES,
            "Values for the constant columns of the tables, `{column: value}`, in the rows of this connection.");
    static final Option<Boolean> CONNECTION_ACTIVE = withDefault(
            Options.CONNECTIONS, "active", OptionType.BOOLEAN, "true", "`false` leaves the connection out of the run.");

    private static TlsReader.Keys tlsFiles(String section) {
        return new TlsReader.Keys(
                optional(
                        section,
                        "tls-ca",
                        OptionType.TEXT,
                        "A file with the certificates, in PEM form, one of which must have signed the server's; left out: those that"
                                + " the JVM trusts."),
                optional(
                        section,
                        "tls-certificate",
                        OptionType.TEXT,
                        "A file with the certificate, in PEM form, that is shown to the server."),
                optional(
                        section,
                        "tls-key",
                        OptionType.TEXT,
                        "A file with the private key to it, in PEM form and not encrypted."));
    }

    static final List<Option<?>> ALL = List.of(
            SERVICE_HOST,
            SERVICE_PORT,
            SERVICE_DATABASE_NAME,
            SERVICE_USER,
            SERVICE_PASSWORD,
            SERVICE_ALLOWED_SECRETS,
            SERVICE_TLS,
            SERVICE_TLS_FILES.authority(),
            SERVICE_TLS_FILES.certificate(),
            SERVICE_TLS_FILES.key(),
            CLICKHOUSE_URL,
            CLICKHOUSE_USER,
            CLICKHOUSE_PASSWORD,
            CLICKHOUSE_TLS_FILES.authority(),
            CLICKHOUSE_TLS_FILES.certificate(),
            CLICKHOUSE_TLS_FILES.key(),
            CLICKHOUSE_DATABASE,
            CLICKHOUSE_STAGING_DATABASE,
            CLICKHOUSE_CONTROL_DATABASE,
            CLICKHOUSE_CONNECT_TIMEOUT,
            CLICKHOUSE_STATEMENT_TIMEOUT,
            CONNECTION_NAME,
            CONNECTION_HOST,
            CONNECTION_HOSTS,
            CONNECTION_PORT,
            CONNECTION_DATABASE,
            CONNECTION_USER,
            CONNECTION_PASSWORD,
            CONNECTION_TLS,
            CONNECTION_TLS_FILES.authority(),
            CONNECTION_TLS_FILES.certificate(),
            CONNECTION_TLS_FILES.key(),
            CONNECTION_CONSTANTS,
            CONNECTION_ACTIVE);

    private EndpointOptions() {}
}
