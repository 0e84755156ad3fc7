/**
 * Proves that nothing is lost, doubled or wrong whatever dies: a workload whose errors cannot hide, on a real session
 * cluster and servers of its own, while faults strike at random times and at exact steps of the commit. {@code bin/faults}
 * runs it. The product carries no seam for it: proxies between the job and its servers see the steps go by.
 */
@NullMarked
package dev.tributary.faults;

import org.jspecify.annotations.NullMarked;
