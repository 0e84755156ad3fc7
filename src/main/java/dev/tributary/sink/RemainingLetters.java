package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import java.util.Collection;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many dead letters a job has, which only its own merges change while it runs. */
final class RemainingLetters {

    private static final Logger LOG = LoggerFactory.getLogger(RemainingLetters.class);

    private final ClickHouseClient clickHouse;
    private final MergeSinkOptions options;

    RemainingLetters(ClickHouseClient clickHouse, MergeSinkOptions options) {
        this.clickHouse = clickHouse;
        this.options = options;
    }

    boolean areAmong(Collection<MergeCommittable> merges) {
        return merges.stream().anyMatch(merge -> merge.target().equals(options.deadLetterTable()));
    }

    /** Empty where ClickHouse does not tell: a metric is no reason for a failure. */
    OptionalLong count() {
        try {
            return OptionalLong.of(Long.parseLong(String.valueOf(
                    clickHouse.queryValue("SELECT count() FROM " + Identifiers.quote(options.deadLetterTable())
                            + " WHERE job = " + Identifiers.literal(options.job())))));
        } catch (ClickHouseException e) {
            LOG.debug("The dead letters could not be counted", e);
            return OptionalLong.empty();
        }
    }
}
