/**
 * The hinge: one {@link dev.tributary.plan.ReplicationPlan} says exactly what a run will do; check, plan, run and verify
 * all work from it. Planning reads the source structures and the targets, and reports all problems at once.
 */
@NullMarked
package dev.tributary.plan;

import org.jspecify.annotations.NullMarked;
