package dev.tributary.mysql.ddl;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TableSchema;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows one table through the statements of the binlog, as its plan and its policies say. */
public final class DdlEffects {

    private final RoutePlan route;
    private final SchemaChangeOptions options;
    private final TableStructures structures;
    private final DdlPolicy policy;
    private final DdlRewrites rewrites;

    public DdlEffects(RoutePlan planned, SchemaChangeOptions options, DdlDialect dialect) {
        this.route = planned;
        this.options = options;
        this.structures = new TableStructures(dialect);
        this.policy = new DdlPolicy(planned, options);
        this.rewrites = new DdlRewrites(planned, options);
    }

    /**
     * What a statement does.
     *
     * @param now the table's structure before it; null where there is no table
     * @param ddl a statement on this table
     * @param version the statement's, above those of the rows before it
     * @param known for a table that is created like another one, or with its database's character set
     * @throws RefusedTableException where the table cannot be followed beyond it
     */
    public DdlEffect apply(@Nullable TableStructure now, TableDdl ddl, long version, KnownTables known) {
        return ddl.accept(new Application(now, version, known));
    }

    private final class Application implements TableDdl.Visitor<DdlEffect> {

        private final @Nullable TableStructure now;
        private final long version;
        private final KnownTables known;

        Application(@Nullable TableStructure now, long version, KnownTables known) {
            this.now = now;
            this.version = version;
            this.known = known;
        }

        private DdlEffect unchanged() {
            return new DdlEffect(now, List.of());
        }

        private List<TableRewrite> removal(Policy policy) {
            return policy == Policy.APPLY ? List.of(rewrites.removal(version)) : List.of();
        }

        private TableStructure present() {
            if (now == null) {
                throw policy.refused("a statement changes it, and it was dropped before");
            }
            return now;
        }

        @Override
        public DdlEffect alter(TableDdl.Alter alter) {
            TableStructure before = present();
            policy.refuse(alter);
            StructureChange change = structures.apply(before, alter);
            policy.refuse(change, alter.strict());
            SessionTime session = SessionTime.of(alter.timeZone(), known);
            return new DdlEffect(change.after(), rewrites.of(change, alter.strict(), session, version));
        }

        @Override
        public DdlEffect truncate(TableDdl.Truncate truncate) {
            policy.refuseTruncate();
            return new DdlEffect(present(), removal(options.truncateTable()));
        }

        @Override
        public DdlEffect drop(TableDdl.Drop drop) {
            if (now == null) {
                return unchanged();
            }
            policy.refuseDrop();
            return new DdlEffect(null, removal(options.dropTable()));
        }

        @Override
        public DdlEffect rename(TableDdl.Rename rename) {
            TableId other = rename.table().equals(rename.from()) ? rename.to() : rename.from();
            throw policy.refused("it changed names with " + other);
        }

        @Override
        public DdlEffect create(TableDdl.Create create) {
            if (now != null && create.ifAbsent()) {
                return unchanged();
            }
            if (now != null && !create.replaces()) {
                throw policy.refused("it was dropped and created anew while the job did not look on");
            }
            TableStructure created = spelledAsPlanned(created(create));
            policy.refuseCreated(created);
            return new DdlEffect(created, removal(Policy.APPLY));
        }

        private TableStructure created(TableDdl.Create create) {
            TableId table = create.table();
            return create.content().accept(new TableDdl.ContentVisitor<>() {

                @Override
                public TableStructure definition(TableDefinition definition) {
                    return structures.create(table, definition, known.characterSet(table.database()));
                }

                @Override
                public TableStructure like(TableId like) {
                    TableStructure other = known.structure(like);
                    if (other == null) {
                        throw policy.refused("it was created like " + like + ", whose structure is not known");
                    }
                    return new TableStructure(
                            table,
                            other.columns(),
                            other.primaryKey(),
                            other.uniqueKeys(),
                            other.characterSet(),
                            other.counted());
                }

                @Override
                public TableStructure selected() {
                    throw policy.refused(
                            "it was created with the columns of a query, which the statement does not say");
                }
            });
        }

        @Override
        public DdlEffect write(TableDdl.Write write) {
            throw RefusedTableException.forSomebody(
                    write.table(),
                    "its rows were changed by a statement that stands in the binlog instead of them; binlog_format must"
                            + " be ROW in every session, and the table of an engine that keeps its rows");
        }

        @Override
        public DdlEffect exchangePartition(TableDdl.ExchangePartition exchange) {
            throw policy.refused(
                    "EXCHANGE PARTITION with " + exchange.other() + " moves rows without an event for any");
        }

        @Override
        public DdlEffect databaseCharacterSet(TableDdl.DatabaseCharacterSet chosen) {
            return unchanged();
        }

        @Override
        public DdlEffect unreadable(TableDdl.Unreadable unreadable) {
            throw policy.refused("a statement names it that is not understood: " + unreadable.why());
        }
    }

    /** Names that differ from the planned ones in upper and lower case alone are the same to MySQL, but not to the target. */
    private TableStructure spelledAsPlanned(TableStructure created) {
        TableSchema planned = route.source();
        Map<String, String> spelled = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        planned.columns().forEach(column -> spelled.put(column.name(), column.name()));
        List<Column> columns = new ArrayList<>();
        for (Column column : created.columns()) {
            columns.add(new Column(
                    spelled.getOrDefault(column.name(), column.name()),
                    column.type(),
                    column.nullable(),
                    column.characterSet()));
        }
        Map<String, List<String>> uniqueKeys = new TreeMap<>();
        created.uniqueKeys().forEach((name, key) -> uniqueKeys.put(name, spelled(key, spelled)));
        return new TableStructure(
                created.id(),
                columns,
                spelled(created.primaryKey(), spelled),
                uniqueKeys,
                created.characterSet(),
                spelled.getOrDefault(created.counted(), created.counted()));
    }

    private static List<String> spelled(List<String> key, Map<String, String> spelled) {
        return key.stream().map(name -> spelled.getOrDefault(name, name)).toList();
    }
}
