package dev.tributary.mysql.source;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;

/** The bytes of a state, with the version of the format that they are in. */
final class StateInput extends DataInputDeserializer {

    /** From this version on a structure says which of its columns AUTO_INCREMENT numbers. */
    static final int WITH_COUNTED_COLUMNS = 4;

    /** From this version on a report of a chunk says whether somebody must do something first. */
    static final int WITH_VALUES_THAT_DO_NOT_FIT = 4;

    /** From this version on the state of an enumerator has the routes that the running job has taken in. */
    static final int WITH_ADDED_ROUTES = 5;

    private static final int OLDEST = 3;

    private final int version;

    /** @throws IOException where this release does not read the version */
    StateInput(int version, byte[] serialized) throws IOException {
        super(serialized);
        if (version < OLDEST || version > ServerSplitSerializer.VERSION) {
            throw new IOException("the state of a MySQL source holds version " + version
                    + ", and this release reads the versions " + OLDEST + " to " + ServerSplitSerializer.VERSION
                    + ". Go on with the release that wrote it, or start the job without its state: it takes a new snapshot"
                    + " and removes from the targets what MySQL does not have any more");
        }
        this.version = version;
    }

    /** Whether the input is of the version, or a later one; what is no state is of the newest. */
    static boolean isFrom(int version, DataInputView in) {
        return !(in instanceof StateInput state) || state.version >= version;
    }
}
