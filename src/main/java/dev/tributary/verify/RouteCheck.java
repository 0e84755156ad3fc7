package dev.tributary.verify;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.plan.RoutePlan;
import dev.tributary.verify.VerifyReport.RouteReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of one source table with its rows in the target. A table whose key an index has in a common order is compared
 * in ranges of keys, so that no query of MySQL takes long: by their checksums, and where these differ row by row. Any other
 * is one sorted query of each side. Ranges can be compared by several threads.
 */
final class RouteCheck {

    static final int ROWS_PER_RANGE = 200_000;
    private static final int KEYS_PER_LOOKUP = 200;

    /** So many differing rows are looked up again; a table with more is not merely behind, and they count at once. */
    private static final int MAX_SUSPECTS = 10_000;

    private final ComparedTable table;
    private final Statements statements;
    private final ClickHouseClient target;
    private final List<DigestText> digestTexts;
    private final EqualRanges equal;
    private final RangeCutter ranges;

    private List<Difference> suspects = new ArrayList<>();
    private long beyondSuspects;
    private long rows;
    private int rangesAtWork;
    private boolean isHandedOut;

    RouteCheck(ComparedTable table, ClickHouseClient target, VerifyMethod method, int rowsPerRange, EqualRanges equal) {
        this.table = table;
        this.statements = new Statements(table);
        this.target = target;
        this.digestTexts = method == VerifyMethod.CHECKSUMS ? table.digestTexts() : List.of();
        this.equal = equal;
        this.ranges = new RangeCutter(table, statements, rowsPerRange, equal);
    }

    /** The next range to be compared, by whichever thread; null when all are taken. */
    synchronized @Nullable KeyRange take(Connection source) throws SQLException {
        KeyRange range = ranges.next(source);
        if (range == null) {
            isHandedOut = true;
            rows += ranges.rowsPassedOver();
        } else {
            rangesAtWork++;
        }
        return range;
    }

    /** Whether the last range has been compared. */
    synchronized boolean isScanned() {
        return isHandedOut && rangesAtWork == 0;
    }

    /** Compares a range that was taken; answers how many rows of the source it has. */
    long compare(Connection source, KeyRange range) throws SQLException {
        long found = rowsIfEqual(source, range);
        boolean isEqual = found >= 0;
        if (!isEqual) {
            List<Difference> differences = new ArrayList<>();
            found = compareRows(source, statements.sourceRange(range), statements.targetRange(range), differences::add);
            isEqual = differences.isEmpty();
            differences.forEach(this::suspect);
        }
        if (isEqual) {
            equal.remember(new EqualRanges.Equal(range, found));
        }
        synchronized (this) {
            rows += found;
            rangesAtWork--;
        }
        return found;
    }

    /** The range's rows if both sides have the same checksum, else -1. */
    private long rowsIfEqual(Connection source, KeyRange range) throws SQLException {
        if (digestTexts.isEmpty()) {
            return -1;
        }
        RangeChecksum ofSource = RangeChecksum.ofSource(source, statements.sourceChecksum(range, digestTexts));
        RangeChecksum ofTarget = RangeChecksum.ofTarget(target, statements.targetChecksum(range, digestTexts));
        return ofSource.proves(ofTarget) ? ofSource.rows() : -1;
    }

    /** Looks the differing rows up again on both sides; those that are equal by now are forgotten. */
    void recheck(Connection source) throws SQLException {
        List<List<List<String>>> lookups = differingKeys();
        suspects = new ArrayList<>();
        for (List<List<String>> keys : lookups) {
            compareRows(source, statements.sourceKeys(keys), statements.targetKeys(keys), this::suspect);
        }
    }

    /** The keys that differ, some at a time. */
    private List<List<List<String>>> differingKeys() {
        List<List<String>> keys =
                suspects.stream().map(Difference::key).distinct().toList();
        List<List<List<String>>> some = new ArrayList<>();
        for (int i = 0; i < keys.size(); i += KEYS_PER_LOOKUP) {
            some.add(keys.subList(i, Math.min(keys.size(), i + KEYS_PER_LOOKUP)));
        }
        return some;
    }

    /** The keys that differ as conditions of both servers; none where they are too many to be known. */
    List<KeyCondition> differingRows() {
        return beyondSuspects > 0
                ? List.of()
                : differingKeys().stream().map(statements::condition).toList();
    }

    RoutePlan route() {
        return table.route();
    }

    private long compareRows(Connection source, String sourceSql, String targetSql, Consumer<Difference> differences)
            throws SQLException {
        try (SourceRows sourceRows = new SourceRows(source, sourceSql)) {
            MergeJoin join = new MergeJoin(table, sourceRows, differences);
            target.stream(targetSql, join);
            join.finish();
            return join.sourceRows();
        } catch (ClickHouseException e) {
            if (e.getCause() instanceof SQLException ofSource) {
                throw ofSource; // it happened while the target's rows came in, but is none of ClickHouse's
            }
            throw e;
        }
    }

    private synchronized void suspect(Difference difference) {
        if (suspects.size() < MAX_SUSPECTS) {
            suspects.add(difference);
        } else {
            beyondSuspects++;
        }
    }

    synchronized boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    synchronized RouteReport report(int maxDifferences) {
        RoutePlan route = table.route();
        return new RouteReport(
                route.sourceDatabase(),
                route.source().id(),
                route.target().target(),
                table.key().stream().map(ComparedColumn::name).toList(),
                rows,
                digestTexts.isEmpty() ? VerifyMethod.ROWS : VerifyMethod.CHECKSUMS,
                table.whyByRows(),
                suspects.size() + beyondSuspects,
                suspects.subList(0, Math.min(suspects.size(), maxDifferences)));
    }
}
