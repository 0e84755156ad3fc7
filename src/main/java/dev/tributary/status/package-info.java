/**
 * What people are told of the running job: how far it is, what is not well, what happened, what was merged. Read from ClickHouse
 * alone, so that it is answered also when the job, or a MySQL server, is away.
 */
@NullMarked
package dev.tributary.status;

import org.jspecify.annotations.NullMarked;
