package dev.tributary.job;

import dev.tributary.mysql.source.ServerSource;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The MySQL servers that a state has and a job does not have any more. Flink knows them by the hashes of their uids alone. */
final class RemovedServers {

    private RemovedServers() {}

    /**
     * @param path of a checkpoint or a savepoint
     * @param environment with the job in it
     * @return each by the databases that were read of it
     */
    static List<String> of(String path, StreamExecutionEnvironment environment) throws IOException {
        Set<OperatorID> known = new HashSet<>();
        for (JobVertex vertex : environment.getStreamGraph(false).getJobGraph().getVertices()) {
            vertex.getOperatorIDs().forEach(pair -> {
                known.add(pair.getGeneratedOperatorID());
                pair.getUserDefinedOperatorID().ifPresent(known::add);
            });
        }
        List<String> removed = new ArrayList<>();
        for (OperatorState state : states(path)) {
            if (!known.contains(state.getOperatorID())) {
                removed.add(name(state));
            }
        }
        return removed;
    }

    private static Iterable<OperatorState> states(String path) throws IOException {
        Path metadata = new Path(path, "_metadata");
        try (DataInputStream in = new DataInputStream(metadata.getFileSystem().open(metadata))) {
            return Checkpoints.loadCheckpointMetadata(in, RemovedServers.class.getClassLoader(), path)
                    .getOperatorStates();
        }
    }

    /** What a coordinator writes: its own version, that of the source's serializer, the length and the bytes. */
    private static String name(OperatorState state) throws IOException {
        ByteStreamStateHandle coordinator = state.getCoordinatorState();
        if (coordinator == null) {
            return "operator " + state.getOperatorID();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(coordinator.getData()))) {
            in.readInt();
            int version = in.readInt();
            byte[] enumerator = new byte[in.readInt()];
            in.readFully(enumerator);
            return "the one of " + ServerSource.connectionsOf(version, enumerator);
        }
    }
}
