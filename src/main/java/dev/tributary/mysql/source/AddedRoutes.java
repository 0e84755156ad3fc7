package dev.tributary.mysql.source;

import dev.tributary.mysql.source.SourceMessage.RoutesAdded;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * What a running job has taken in of a server, as the enumerator keeps it and tells readers of it: each hears of all of it
 * before anything else, and of more before it gets a chunk of it.
 */
final class AddedRoutes {

    private final SplitEnumeratorContext<ServerSplit> context;
    private final SourceParts parts;
    private final List<RouteBatch> batches = new ArrayList<>();

    /** @param state what is gone on from: what a job of another plan took in is not gone on with */
    AddedRoutes(SplitEnumeratorContext<ServerSplit> context, SourceParts parts, @Nullable SourceState state) {
        this.context = context;
        this.parts = parts;
        if (state != null) {
            batches.addAll(of(parts, state));
        }
    }

    /** Those of a state that are of the job's plan: another plan says itself what is replicated. */
    static List<RouteBatch> of(SourceParts parts, SourceState state) {
        return state.plan().equals(parts.plan()) ? state.added() : List.of();
    }

    List<RouteBatch> batches() {
        return batches;
    }

    /** @return those of the routes that were not there */
    List<RoutePlan> add(List<RoutePlan> found) {
        List<RoutePlan> added = parts.routes().add(found);
        List<RouteBatch> more = RouteBatch.of(added);
        batches.addAll(more);
        for (int reader : List.copyOf(context.registeredReaders().keySet())) {
            more.forEach(batch -> context.sendEventToSourceReader(reader, new RoutesAdded(List.of(batch), true)));
        }
        return added;
    }

    /** A reader has begun. */
    void tell(int reader) {
        if (parts.takesIn()) {
            batches.forEach(batch -> context.sendEventToSourceReader(reader, new RoutesAdded(List.of(batch), false)));
            context.sendEventToSourceReader(reader, new RoutesAdded(List.of(), true));
        }
    }
}
