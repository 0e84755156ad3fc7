package dev.tributary.inspect;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether a MySQL server is set up so that its tables can be read and its binlog followed. */
public final class ServerChecks {

    private final MySqlSession session;
    private final MySqlEndpoint endpoint;
    private final String subject;
    private final Checklist checklist;
    private final Map<String, String> variables = new TreeMap<>();

    /** @param subject what the server is called in the checklist */
    public ServerChecks(MySqlSession session, MySqlEndpoint endpoint, String subject, Checklist checklist) {
        this.session = session;
        this.endpoint = endpoint;
        this.subject = subject;
        this.checklist = checklist;
    }

    /**
     * Looks at the version, and whether the binlog has whole rows of all changes.
     *
     * @param databases those that are read
     */
    public void checkServer(Collection<String> databases) throws SQLException {
        session.query(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'log_bin', 'binlog_format', 'binlog_row_image',"
                        + " 'binlog_row_value_options', 'binlog_transaction_compression', 'log_bin_compress', 'gtid_executed',"
                        + " 'log_slave_updates', 'log_replica_updates')",
                row -> variables.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
        boolean mariaDb = variable("version").toLowerCase(Locale.ROOT).contains("mariadb");
        checklist.passed(
                subject,
                (mariaDb ? "MariaDB " : "MySQL ") + variable("version") + " answers to user '" + endpoint.user() + "'");
        // MariaDB keeps a setting by its configuration file only.
        String set = mariaDb ? "set it in the server's configuration, and SET GLOBAL " : "SET PERSIST ";
        int failures = checklist.failures();
        expect("log_bin", "ON", "start the server with --log-bin");
        expect("binlog_format", "ROW", set + "binlog_format = 'ROW', and reconnect all writers");
        expect("binlog_row_image", "FULL", set + "binlog_row_image = 'FULL', and reconnect all writers");
        if (variable("binlog_row_value_options").toUpperCase(Locale.ROOT).contains("PARTIAL_JSON")) {
            checklist.failed(
                    subject,
                    "binlog_row_value_options is PARTIAL_JSON, so the binlog lacks whole JSON values;"
                            + " SET PERSIST binlog_row_value_options = ''");
        }
        expect("binlog_transaction_compression", "OFF", set + "binlog_transaction_compression = OFF");
        expect("log_bin_compress", "OFF", set + "log_bin_compress = OFF");
        if (ServerVitals.isTagged(variable("gtid_executed"))) {
            checklist.failed(
                    subject,
                    "gtid_executed holds GTIDs with tags, which cannot be followed; replicate from a server whose"
                            + " transactions were all numbered by gtid_next = AUTOMATIC");
        }
        if ("ON".equalsIgnoreCase(variable("log_bin"))) {
            new BinlogCoverage(session, subject, checklist).check(variables, databases);
        }
        if (checklist.failures() == failures) {
            checklist.passed(subject, "the binlog holds whole rows");
        }
    }

    private String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** A variable that the server does not have is no problem: it is an older one, without that feature. */
    private void expect(String name, String expected, String remedy) {
        String value = variables.get(name);
        if (value != null && !value.equalsIgnoreCase(expected)) {
            checklist.failed(subject, name + " is " + value + ", must be " + expected + "; " + remedy);
        }
    }

    /**
     * Looks at the account's privileges, which it may have through roles.
     *
     * @param tables those to read, by their database. One that the account cannot see is passed over: {@link #remedyForUnseen}
     */
    public void checkGrants(Map<String, List<String>> tables) throws SQLException {
        int failures = checklist.failures();
        Set<String> visible = visibleDatabases();
        Grants grants = readGrants();
        expectGlobal(grants, "REPLICATION SLAVE", "REPLICATION SLAVE");
        expectGlobal(grants, "REPLICATION CLIENT", "BINLOG MONITOR");
        tables.forEach((database, names) -> {
            List<String> hidden = (visible.contains(database) ? names : List.<String>of())
                    .stream()
                            .filter(table -> !grants.canSelect(database, table))
                            .toList();
            if (!hidden.isEmpty()) {
                boolean all = hidden.size() == names.size();
                checklist.failed(
                        subject,
                        "user '" + endpoint.user() + "' may not SELECT from database '" + database + "'"
                                + (all ? "" : ", tables " + hidden) + ", or from some columns only; "
                                + (all
                                        ? grant("SELECT", "`" + database + "`.*", grants)
                                        : hidden.stream()
                                                .map(table ->
                                                        grant("SELECT", "`" + database + "`.`" + table + "`", grants))
                                                .collect(Collectors.joining("; "))));
            }
        });
        if (checklist.failures() == failures && visible.containsAll(tables.keySet())) {
            checklist.passed(subject, "user '" + endpoint.user() + "' may read the tables and the binlog");
        }
    }

    /** What helps with a database that does not exist, or of which the account may see nothing, which look the same. */
    public String remedyForUnseen(String database) throws SQLException {
        Grants grants = readGrants();
        return grants.canSelect(database, "*")
                ? "create it, or correct its name"
                : grant("SELECT", "`" + database + "`.*", grants);
    }

    private static String grant(String privilege, String on, Grants grants) {
        return "GRANT " + privilege + " ON " + on + " TO " + grants.account();
    }

    private Grants readGrants() throws SQLException {
        List<String> lines = new ArrayList<>();
        session.query("SHOW GRANTS", row -> lines.add(row.getString(1)));
        List<String> roles = new Grants(lines).roles();
        if (!roles.isEmpty()) {
            session.query(
                    "SHOW GRANTS FOR CURRENT_USER() USING " + String.join(", ", roles),
                    row -> lines.add(row.getString(1)));
        }
        return new Grants(lines);
    }

    /** @param alsoCalled MariaDB's name of it */
    private void expectGlobal(Grants grants, String privilege, String alsoCalled) {
        if (!grants.hasGlobal(privilege) && !grants.hasGlobal(alsoCalled)) {
            checklist.failed(
                    subject,
                    "user '" + endpoint.user() + "' lacks the privilege " + privilege + "; "
                            + grant(privilege, "*.*", grants));
        }
    }

    /** The databases that the account can see, spelt as the server does. */
    public Set<String> visibleDatabases() throws SQLException {
        Set<String> databases = new HashSet<>();
        session.query("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA", row -> databases.add(row.getString(1)));
        return databases;
    }
}
