package dev.tributary.mysql.source;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SyncConfig.Cascades;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.ddl.AlterClause.AddForeignKey;
import dev.tributary.mysql.ddl.DdlDialect;
import dev.tributary.mysql.ddl.DdlEffect;
import dev.tributary.mysql.ddl.DdlEffects;
import dev.tributary.mysql.ddl.DdlReader;
import dev.tributary.mysql.ddl.KnownTables;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.mysql.ddl.StatementWrite;
import dev.tributary.mysql.ddl.TableDdl;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.stream.TableRewriteFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the statements of a binlog on tables that are followed: their structures, and what becomes of the rows before. */
final class DdlFollower {

    private final TableRoutes routes;
    private final SchemaChangeOptions options;
    private final DdlDialect dialect;
    private final Map<TableId, DdlEffects> effects = new HashMap<>();

    /** The reader of statements on the tables that were followed when it was made. */
    private @Nullable DdlReader reader;

    private Set<TableId> readFor = Set.of();

    DdlFollower(TableRoutes routes, SchemaChangeOptions options, DdlDialect dialect) {
        this.routes = routes;
        this.options = options;
        this.dialect = dialect;
    }

    /** What a statement does to tables that are followed; mostly nothing. */
    List<TableDdl> read(StatementExecuted statement, Set<TableId> followed) {
        return reader(followed).read(statement.database(), statement.session(), statement.text());
    }

    /** What a statement does to rows that have no events of their own; null where it is none of that kind. */
    @Nullable
    StatementWrite readWrite(StatementExecuted statement, Set<TableId> followed) {
        return reader(followed).readWrite(statement.database(), statement.session(), statement.text());
    }

    private DdlReader reader(Set<TableId> followed) {
        DdlReader known = reader;
        if (known == null || !readFor.equals(followed)) {
            readFor = Set.copyOf(followed);
            known = new DdlReader(readFor, dialect);
            reader = known;
        }
        return known;
    }

    /**
     * The table behind a statement on it.
     *
     * @param known for statements that name other tables, or leave something to the server
     * @param out takes what the statement did to the rows before it
     * @throws RefusedTableException where the table cannot be followed beyond it
     */
    FollowedTable follow(
            TableDdl ddl,
            KnownTables known,
            FollowedTable table,
            long version,
            long sourceTimeMillis,
            Consumer<RowChange> out) {
        if (version <= table.snapshotEnd() && hasEffect(ddl)) {
            throw new RefusedTableException(ddl.table(), "a statement on it was executed while its snapshot was taken");
        }
        if (routes.cascades(ddl.table()) == Cascades.REFUSE) {
            refuseCascades(ddl, table.structure());
        }
        DdlEffect effect = effects.computeIfAbsent(
                        ddl.table(), each -> new DdlEffects(routes.plan(each), options, dialect))
                .apply(table.structure(), ddl, version, known);
        TableStructure after = effect.after();
        for (TableRewrite rewrite : effect.rewrites()) {
            if (after != null && !rewrite.columns().isEmpty()) {
                routes.encoder(ddl.table(), after.columns()); // the target gets the columns that the rewrite fills
            }
            out.accept(TableRewriteFormat.toRowChange(rewrite, sourceTimeMillis));
        }
        return table.withStructure(after);
    }

    private static void refuseCascades(TableDdl ddl, @Nullable TableStructure now) {
        for (ForeignKey key : addedKeys(ddl, now)) {
            throw RefusedTableException.forSomebody(
                    ddl.table(),
                    "a foreign key " + key
                            + " was added, by which its rows change with the parent's, and the binlog does not hold such"
                            + " changes; make it RESTRICT, or set cascades: follow or accept");
        }
    }

    /** The foreign keys that a statement adds by which rows of its table change below the binlog. */
    static List<ForeignKey> addedKeys(TableDdl ddl, @Nullable TableStructure now) {
        return clauses(ddl, now).stream()
                .map(clause -> foreignKey(ddl.table(), clause))
                .filter(ForeignKey::changesRows)
                .toList();
    }

    private static List<AddForeignKey> clauses(TableDdl ddl, @Nullable TableStructure now) {
        if (ddl instanceof TableDdl.Alter alter) {
            return alter.clauses().stream()
                    .filter(AddForeignKey.class::isInstance)
                    .map(AddForeignKey.class::cast)
                    .toList();
        }
        boolean creates = ddl instanceof TableDdl.Create create && !(create.ifAbsent() && now != null);
        return creates && ((TableDdl.Create) ddl).content() instanceof TableDdl.Content.Definition created
                ? created.definition().foreignKeys()
                : List.of();
    }

    private static ForeignKey foreignKey(TableId child, AddForeignKey clause) {
        boolean isPaired = clause.parentColumns().size() == clause.columns().size();
        return new ForeignKey(
                "on " + String.join(", ", clause.columns()),
                child,
                clause.columns(),
                clause.parent(),
                isPaired ? clause.parentColumns() : clause.columns(),
                ForeignKey.Action.valueOf(clause.onDelete().name()),
                ForeignKey.Action.valueOf(clause.onUpdate().name()));
    }

    private static boolean hasEffect(TableDdl ddl) {
        return !(ddl instanceof TableDdl.Create)
                && !(ddl instanceof TableDdl.DatabaseCharacterSet)
                && !(ddl instanceof TableDdl.Alter alter && alter.clauses().isEmpty());
    }
}
