package dev.tributary.connections;

import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigReader;
import dev.tributary.config.Problem;
import dev.tributary.config.Secrets;
import dev.tributary.config.Settings;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.ServiceDatabase;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.config.TableReader;
import dev.tributary.inspect.MySqlSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Adds the connections and tables of the service database to those of the file.
 *
 * <p>Table {@code connections}: name, host (or several, separated by commas), port, database_name, user_name, password, tls_mode, active. Table
 * {@code sync_tables}: source_table, target_table, merge_fields, active. NULL takes the default that the same key of
 * {@code sync.yaml} has; a password may be {@code env:NAME} or {@code file:/path} instead of a literal,
 * if {@code sync.yaml} allows that reference.
 */
public final class ServiceDatabaseReader {

    private static final String SUBJECT = "service database";

    /** The columns of the two tables and the keys of sync.yaml that they stand for. */
    private static final Map<String, String> CONNECTION_KEYS = Map.of(
            "name", "name",
            "host", "host",
            "port", "port",
            "database_name", "database",
            "user_name", "user",
            "password", "password",
            "tls_mode", "tls");

    private static final Map<String, String> TABLE_KEYS =
            Map.of("source_table", "source", "target_table", "target", "merge_fields", "merge-key");

    private final Secrets secrets;
    private final Checklist checklist;
    private final List<ConnectionConfig> connections = new ArrayList<>();
    private final List<TableConfig> tables = new ArrayList<>();

    public ServiceDatabaseReader(Secrets secrets, Checklist checklist) {
        this.secrets = secrets;
        this.checklist = checklist;
    }

    /** The configuration with what the service database adds; as it is where none is configured. */
    public SyncConfig complete(SyncConfig config) {
        ServiceDatabase service = config.serviceDatabase();
        if (service == null) {
            return config;
        }
        read(service, config);
        List<ConnectionConfig> allConnections =
                union(config.connections(), connections, ConnectionConfig::name, "connections '%s'", "the connection");
        List<TableConfig> allTables =
                union(config.tables(), tables, TableConfig::source, "sync_tables '%s'", "the table");
        return config.withSources(allConnections, allTables);
    }

    private void read(ServiceDatabase service, SyncConfig config) {
        String where = service.endpoint().host() + ":" + service.endpoint().port() + "/" + service.database();
        try (MySqlSession session = MySqlSession.open(
                service.endpoint(), service.database(), config.source().connectTimeout())) {
            session.query(
                    "SELECT * FROM connections ORDER BY name", row -> readConnection(row, service.allowedSecrets()));
            session.query("SELECT * FROM sync_tables ORDER BY source_table", this::readTable);
            checklist.passed(
                    SUBJECT, connections.size() + " connections and " + tables.size() + " tables read from " + where);
        } catch (SQLException e) {
            checklist.failed(
                    SUBJECT,
                    "cannot be read at " + where + " as user '"
                            + service.endpoint().user() + "': "
                            + MySqlSession.describe(e) + "; put service-database right, or the tables 'connections'"
                            + " and 'sync_tables' there");
        }
    }

    private void readConnection(ResultSet row, Set<String> allowedSecrets) throws SQLException {
        Map<String, Object> values = values(row, CONNECTION_KEYS);
        if (values.get("host") instanceof String host && host.contains(",")) {
            values.remove("host");
            values.put("hosts", listed(host));
        }
        String path = "connections '" + row.getString("name") + "'";
        if (values.get("password") instanceof String password) {
            Object secret = secretReference(password);
            if (secret != password && !allowedSecrets.contains(password)) {
                checklist.failed(
                        SUBJECT,
                        new Problem(
                                SUBJECT + ": " + path + ".password",
                                "refers to '" + password + "', which sync.yaml does not allow; add it to"
                                        + " service-database.allowed-secrets if it may be sent to "
                                        + row.getString("host")));
                return;
            }
            values.put("password", secret);
        }
        values.computeIfPresent("tls", (key, text) -> ((String) text).toLowerCase(Locale.ROOT));
        readInto(connections, path, values, ConfigReader::connection);
    }

    private void readTable(ResultSet row) throws SQLException {
        Map<String, Object> values = values(row, TABLE_KEYS);
        values.computeIfPresent("merge-key", (key, text) -> listed((String) text));
        readInto(tables, "sync_tables '" + row.getString("source_table") + "'", values, TableReader::read);
    }

    /** The values that are there, under the keys of sync.yaml; an empty merge_fields or target_table counts as none. */
    private static Map<String, Object> values(ResultSet row, Map<String, String> keys) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> key : keys.entrySet()) {
            String value = row.getString(key.getKey());
            if (value != null && !value.isBlank()) {
                values.put(key.getValue(), value);
            }
        }
        row.getBoolean("active");
        boolean active = row.wasNull() || row.getBoolean("active");
        values.put("active", String.valueOf(active));
        return values;
    }

    private static List<String> listed(String text) {
        return List.of(text.trim().split("\\s*,\\s*"));
    }

    private static Object secretReference(String text) {
        if (text.startsWith("env:")) {
            return Map.of("env", text.substring("env:".length()));
        }
        return text.startsWith("file:") ? Map.of("file", text.substring("file:".length())) : text;
    }

    private <T> void readInto(List<T> list, String path, Map<String, Object> values, Function<Settings, T> reader) {
        List<Problem> problems = new ArrayList<>();
        T value = reader.apply(new Settings(SUBJECT + ": " + path, values, secrets, problems));
        problems.forEach(problem -> checklist.failed(SUBJECT, problem));
        if (problems.isEmpty()) {
            list.add(value);
        }
    }

    private <T> List<T> union(List<T> ofFile, List<T> ofDatabase, Function<T, String> name, String path, String noun) {
        List<T> all = new ArrayList<>(ofFile);
        Set<String> names = new HashSet<>(ofFile.stream().map(name).toList());
        for (T added : ofDatabase) {
            if (names.add(name.apply(added))) {
                all.add(added);
            } else {
                checklist.failed(
                        SUBJECT,
                        new Problem(
                                SUBJECT + ": " + String.format(path, name.apply(added)),
                                noun + " is also in sync.yaml; remove it from one of the two"));
            }
        }
        return all;
    }
}
