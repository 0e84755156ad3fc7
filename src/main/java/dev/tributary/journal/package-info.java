/**
 * What the running job says of itself, for people: how far each server and table is, and what happened. Kept in ClickHouse's
 * control database, beside the ledger. Nothing of the job's work depends on it.
 */
@NullMarked
package dev.tributary.journal;

import org.jspecify.annotations.NullMarked;
