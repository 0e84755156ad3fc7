package dev.tributary.sink;

import dev.tributary.model.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A commit as a column of text: the version of its format, a colon, and its bytes in hexadecimal. */
final class CommittableText {

    private final MergeCommittableSerializer serializer = new MergeCommittableSerializer();
    private final StagingArea staging;

    CommittableText(StagingArea staging) {
        this.staging = staging;
    }

    String write(MergeCommittable committable) {
        try {
            return serializer.getVersion() + ":" + HexFormat.of().formatHex(serializer.serialize(committable));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MergeCommittable read(String text) {
        int colon = text.indexOf(':');
        try {
            return serializer.deserialize(
                    Integer.parseInt(text.substring(0, colon)), HexFormat.of().parseHex(text.substring(colon + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the tables that must stay as long as the commit waits. */
    List<String> stagingTables(MergeCommittable committable) {
        List<String> names = new ArrayList<>(
                committable.stagingTables().stream().map(TableId::table).toList());
        if (!committable.rewrites().isEmpty()) {
            names.add(staging.carriedTable(committable).table());
        }
        return names;
    }
}
