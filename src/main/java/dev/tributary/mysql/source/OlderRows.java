package dev.tributary.mysql.source;

import dev.tributary.model.RowChange;
import dev.tributary.model.TableRewrite;
import dev.tributary.plan.RoutePlan;
import dev.tributary.stream.TableRewriteFormat;
import java.util.Optional;

/**
 * The removal of rows that a complete snapshot did not find, which MySQL does not have any more: those of lower versions, which an
 * earlier run brought, and those of higher ones, which are of another binlog.
 */
final class OlderRows {

    private OlderRows() {}

    /** @param version of the snapshot's rows; 0 where the server has no binlog to tell older ones by */
    static Optional<RowChange> removal(RoutePlan route, long version) {
        return version == 0
                ? Optional.empty()
                : Optional.of(TableRewriteFormat.toRowChange(
                        TableRewrite.afterSnapshot(route.target().target(), route.sourceDatabase(), version), 0));
    }
}
