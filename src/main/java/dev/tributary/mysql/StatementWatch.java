package dev.tributary.mysql;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import io.debezium.config.Configuration;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.relational.Table;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.DdlParser;
import io.debezium.relational.history.DatabaseHistoryException;
import io.debezium.relational.history.DatabaseHistoryListener;
import io.debezium.relational.history.HistoryRecordComparator;
import io.debezium.relational.history.TableChanges;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.mysql.debezium.EmbeddedFlinkDatabaseHistory;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.jspecify.annotations.Nullable;

/**
 * Sees every statement of the binlog as the change source reads it, those included that the change source cannot parse and
 * would pass over, and refuses what cannot be followed before a row behind it is read. Debezium makes it by its name.
 */
public final class StatementWatch extends EmbeddedFlinkDatabaseHistory {

    private static final String TABLES = "database.history.tributary.tables";
    private static final String OPTIONS = "database.history.tributary.schema.changes";
    private static final String TABLE_SEPARATOR = "\n";
    private static final String NAME_SEPARATOR = "\t";

    private final Map<TableId, List<Column>> structures = new HashMap<>();
    private final Map<TableId, Map<String, ?>> followed = new HashMap<>();
    private Collection<TableId> replicated = List.of();
    private @Nullable StatementRules rules;
    private @Nullable AddedTables added;

    /** Whether what is read of the binlog is what happened while a chunk was. */
    private boolean inSnapshot;

    /** Puts the watch into the options of a source. */
    static void watch(Collection<TableId> replicated, SchemaChangeOptions options, Properties properties) {
        properties.setProperty("database.history", StatementWatch.class.getName());
        properties.setProperty(OPTIONS, options.toText());
        properties.setProperty(
                TABLES,
                replicated.stream()
                        .map(table -> table.database() + NAME_SEPARATOR + table.table())
                        .collect(Collectors.joining(TABLE_SEPARATOR)));
    }

    @Override
    public void configure(
            Configuration config,
            HistoryRecordComparator comparator,
            DatabaseHistoryListener listener,
            boolean useCatalogBeforeSchema) {
        super.configure(config, comparator, listener, useCatalogBeforeSchema);
        added = AddedTables.of(config);
        replicated = Arrays.stream(config.getString(TABLES, "").split(TABLE_SEPARATOR))
                .filter(table -> !table.isEmpty())
                .map(table -> table.split(NAME_SEPARATOR))
                .map(names -> new TableId(names[0], names[1]))
                .toList();
        rules = new StatementRules(SchemaChangeOptions.fromText(config.getString(OPTIONS)));
    }

    @Override
    public void recover(Offsets<?, ?> offsets, Tables schema, DdlParser ddlParser) {
        super.recover(offsets, schema, ddlParser);
        Object file = offsets.getTheOnlyOffset().getOffset().get(BinlogOffset.BINLOG_FILENAME_OFFSET_KEY);
        inSnapshot = file == null || file.toString().isEmpty();
        replicated.forEach(table ->
                remember(schema.forTable(new io.debezium.relational.TableId(table.database(), null, table.table()))));
    }

    private void remember(Table table) {
        if (table != null) {
            structures.put(new TableId(table.id().catalog(), table.id().table()), SourceColumns.of(table));
        }
    }

    @Override
    public void record(
            Map<String, ?> source,
            Map<String, ?> position,
            String databaseName,
            String schemaName,
            String ddl,
            TableChanges changes)
            throws DatabaseHistoryException {
        String database = Objects.requireNonNullElse(databaseName, "");
        for (TableStatement statement : new StatementReader(database, replicated).read(ddl)) {
            if (inSnapshot) {
                if (structures.containsKey(statement.table()) && SnapshotPhase.hasEffect(statement)) {
                    throw SnapshotPhase.alteredMeanwhile(statement.table());
                }
                continue;
            }
            if (isOfAddedTable(statement, position)) {
                continue;
            }
            StatementRules known = Objects.requireNonNull(rules);
            known.refuse(statement);
            List<Column> before = structures.get(statement.table());
            refuseUnlessAbsent(statement, before);
            // A statement with several effects comes once for each, its result with all of them.
            boolean first = !position.equals(followed.put(statement.table(), position));
            if (statement instanceof TableStatement.Alter alter && before != null && first) {
                known.refuseUnlessFollowed(alter, before, after(alter.table(), changes));
            }
            if (statement instanceof TableStatement.Drop) {
                structures.remove(statement.table());
            }
        }
        changes.forEach(change -> remember(change.getTable()));
        super.record(source, position, databaseName, schemaName, ddl, changes);
    }

    /** The change source keeps the structure that it knows, which can only be one from behind the statement. */
    private static void refuseUnlessAbsent(TableStatement statement, @Nullable List<Column> before) {
        if (statement instanceof TableStatement.Create create && !create.ifAbsent() && before != null) {
            throw new SchemaChangedException(
                    create.table(), "it was dropped and created anew while the job did not look on");
        }
    }

    private boolean isOfAddedTable(TableStatement statement, Map<String, ?> position) {
        AddedTables tables = Objects.requireNonNull(added, "configured first");
        String table = statement.table().toString();
        if (tables.isBeforeSnapshot(table, position)) {
            return true;
        }
        if (!tables.contains(table)) {
            return false;
        }
        if (SnapshotPhase.hasEffect(statement)) {
            throw SnapshotPhase.alteredMeanwhile(statement.table());
        }
        if (statement instanceof TableStatement.Create create && !create.ifAbsent()) {
            throw new SchemaChangedException(create.table(), "it was created, and no snapshot of it was taken");
        }
        return true;
    }

    private static List<Column> after(TableId table, TableChanges changes) {
        for (TableChanges.TableChange change : changes) {
            if (change.getId().table().equals(table.table())
                    && table.database().equals(change.getId().catalog())
                    && change.getTable() != null) {
                return SourceColumns.of(change.getTable());
            }
        }
        return List.of();
    }
}
