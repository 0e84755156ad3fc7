/** The files around the jar: configuration of Flink, containers, schema and demo data, and a cluster that runs the jar. */
@NullMarked
package dev.tributary.deployment;

import org.jspecify.annotations.NullMarked;
