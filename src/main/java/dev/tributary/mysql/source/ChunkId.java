package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import java.io.Serializable;

/**
 * A chunk of one planning of a table's snapshot.
 *
 * @param generation counts the plannings of the table's snapshot in this job
 */
record ChunkId(TableId table, int generation, int number) implements Serializable {}
