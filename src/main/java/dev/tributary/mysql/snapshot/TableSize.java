package dev.tributary.mysql.snapshot;

import dev.tributary.model.TableId;
import java.io.Serializable;

/** How large a table is, by the server's estimate, which can be far from the truth. */
public record TableSize(TableId table, long rows, long bytes) implements Serializable {

    long bytesPerRow() {
        return bytes / Math.max(1, rows);
    }
}
