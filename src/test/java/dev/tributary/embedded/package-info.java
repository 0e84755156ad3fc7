/**
 * Real servers without a container engine, for the demo and for integration tests: mysqld 8.0 unpacked from its Maven
 * artifact, and ClickHouse's engine as a shared library behind an HTTP gateway in a process of its own. Both can be
 * stopped, killed and restarted on their data like any server. {@link dev.tributary.embedded.TestServers} hands them to
 * tests, {@link dev.tributary.embedded.EmbeddedServers} is the command line behind {@code bin/embedded}. Nothing in the
 * product knows this package: it talks to the servers through the ordinary drivers.
 */
@NullMarked
package dev.tributary.embedded;

import org.jspecify.annotations.NullMarked;
