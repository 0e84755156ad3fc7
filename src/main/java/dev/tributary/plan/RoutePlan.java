package dev.tributary.plan;

import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetSchema;
import java.io.Serializable;

/**
 * The way of one source table into its target.
 *
 * @param sourceDatabase the connection's name, the value of {@code _source_database}
 * @param source the source table's structure when the plan was made
 * @param target the target's schema; columns that the source lacks are nullable there
 */
public record RoutePlan(String sourceDatabase, TableSchema source, TargetSchema target) implements Serializable {}
