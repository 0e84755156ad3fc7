package dev.tributary.init;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.init.SurveyedDatabase.Table;
import dev.tributary.inspect.ForeignKeyReader;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.SchemaReader;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what databases of one server have: tables, their structure and size, and foreign keys that change rows. */
final class Survey {

    private static final String SIZES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, COALESCE(TABLE_ROWS, 0), COALESCE(DATA_LENGTH, 0) + COALESCE(INDEX_LENGTH, 0)
              FROM information_schema.TABLES
             WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN (%s)""";

    private Survey() {}

    /** @param connections one for each database, all to one server */
    static List<SurveyedDatabase> of(List<ConnectionConfig> connections, Duration connectTimeout) throws SQLException {
        MySqlEndpoint endpoint = connections.get(0).endpoint();
        List<String> names =
                connections.stream().map(ConnectionConfig::database).toList();
        try (MySqlSession session = MySqlSession.open(endpoint, null, connectTimeout)) {
            Map<TableId, long[]> sizes = new TreeMap<>();
            session.query(
                    SIZES.formatted(String.join(", ", Collections.nCopies(names.size(), "?"))),
                    row -> sizes.put(
                            new TableId(row.getString(1), row.getString(2)),
                            new long[] {row.getLong(3), row.getLong(4)}),
                    names.toArray(String[]::new));
            List<String> tables =
                    sizes.keySet().stream().map(TableId::table).distinct().toList();
            List<TableSchema> schemas = new SchemaReader(session).read(names, tables);
            List<ForeignKey> keys = new ForeignKeyReader(session).read(sizes.keySet());
            List<SurveyedDatabase> databases = new ArrayList<>();
            for (String name : names) {
                databases.add(database(endpoint, name, schemas, sizes, keys));
            }
            return databases;
        }
    }

    private static SurveyedDatabase database(
            MySqlEndpoint endpoint,
            String name,
            List<TableSchema> schemas,
            Map<TableId, long[]> sizes,
            List<ForeignKey> keys) {
        TreeMap<String, Table> tables = new TreeMap<>();
        Map<String, ForeignKey> changing = new HashMap<>();
        for (TableSchema schema : schemas) {
            if (schema.id().database().equals(name)) {
                long[] size = sizes.getOrDefault(schema.id(), new long[2]);
                tables.put(schema.id().table(), new Table(schema, size[0], size[1]));
                ForeignKey.reaching(schema.id(), keys).stream()
                        .findFirst()
                        .ifPresent(key -> changing.put(schema.id().table(), key));
            }
        }
        return new SurveyedDatabase(endpoint.addresses().get(0), name, tables, changing);
    }

    /** Databases of one structure together, the most numerous first. */
    static List<List<SurveyedDatabase>> groups(List<SurveyedDatabase> databases) {
        List<List<SurveyedDatabase>> groups = new ArrayList<>();
        databases.stream()
                .filter(database -> !database.tables().isEmpty())
                .sorted(Comparator.comparingInt(database -> -database.tables().size()))
                .forEach(database -> groups.stream()
                        .filter(group -> group.get(0).isLike(database))
                        .findFirst()
                        .orElseGet(() -> {
                            groups.add(new ArrayList<>());
                            return groups.get(groups.size() - 1);
                        })
                        .add(database));
        groups.sort(Comparator.comparingInt(group -> -group.size()));
        groups.forEach(group -> group.sort(
                Comparator.comparing((SurveyedDatabase each) -> each.server().key())
                        .thenComparing(SurveyedDatabase::name)));
        return groups;
    }
}
