package dev.tributary.views;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.plan.ViewPlan;
import dev.tributary.sink.CommitResult;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the results of commits and refreshes the views that depend on their targets. An operator and not a sink: Flink's
 * sink writers refuse what comes after the end of input, as the results of a bounded job's final checkpoint do.
 */
public final class ViewRefreshOperator extends AbstractStreamOperator<CommitResult>
        implements OneInputStreamOperator<CommitResult, CommitResult>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final ClickHouseOptions clickHouse;
    private final List<ViewPlan> views;
    private transient @Nullable ViewRefresher refresher;

    public ViewRefreshOperator(ClickHouseOptions clickHouse, List<ViewPlan> views) {
        this.clickHouse = clickHouse;
        this.views = List.copyOf(views);
        // In the committer's task: no other task listens when the final checkpoint's results come.
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void open() throws Exception {
        super.open();
        // All merges are committed by the first subtask; the others never hear of one.
        boolean first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
        refresher = new ViewRefresher(
                new ClickHouseClient(clickHouse),
                first ? views : List.of(),
                getProcessingTimeService(),
                getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<CommitResult> element) {
        if (refresher != null) {
            refresher.committed(element.getValue());
        }
    }

    @Override
    public void endInput() {
        if (refresher != null) {
            refresher.inputEnded();
        }
    }

    @Override
    public void close() throws Exception {
        if (refresher != null) {
            refresher.close();
        }
        super.close();
    }
}
