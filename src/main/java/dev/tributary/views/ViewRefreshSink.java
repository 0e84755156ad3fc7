package dev.tributary.views;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.plan.ViewPlan;
import dev.tributary.sink.CommitResult;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Takes the results of commits and refreshes the views that depend on their targets. */
public final class ViewRefreshSink implements Sink<CommitResult> {

    private static final long serialVersionUID = 1L;

    private final ClickHouseOptions clickHouse;
    private final List<ViewPlan> views;

    public ViewRefreshSink(ClickHouseOptions clickHouse, List<ViewPlan> views) {
        this.clickHouse = clickHouse;
        this.views = List.copyOf(views);
    }

    @Override
    @Deprecated // Flink 1.20 still declares it abstract, and calls the other one
    public SinkWriter<CommitResult> createWriter(InitContext context) {
        throw new UnsupportedOperationException("Flink 1.20 creates writers by WriterInitContext");
    }

    @Override
    public SinkWriter<CommitResult> createWriter(WriterInitContext context) {
        return new ViewRefresher(
                new ClickHouseClient(clickHouse), views, context.getProcessingTimeService(), context.metricGroup());
    }
}
