package dev.tributary.sink;

import java.io.Serializable;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What happens once merges are visible in ClickHouse. */
@FunctionalInterface
public interface AfterCommit extends Serializable {

    void attach(DataStream<CommittableMessage<MergeCommittable>> committed);
}
