package dev.tributary.embedded;

import java.nio.file.Path;

/**
 * The servers that the integration tests of this JVM share, started when first asked for, under {@code target/}; in a folder
 * of its own where several JVMs run tests.
 */
public final class TestServers {

    private static final class Holder {
        static final ServerSet SERVERS =
                ServerSet.under(Path.of(System.getProperty("tributary.test.servers", "target/test-servers")));
    }

    private TestServers() {}

    /** @param number 1 or 2 */
    public static EmbeddedMySql mysql(int number) {
        return Holder.SERVERS.mysql(number);
    }

    /** The same server, which may be down. */
    public static EmbeddedMySql address(int number) {
        return Holder.SERVERS.address(number);
    }

    /** MySQL 8.0 without global transaction identifiers. */
    public static EmbeddedMySql mysqlWithoutGtids() {
        return Holder.SERVERS.other(
                "mysql-without-gtids", cache -> MySqlInstallation.prepare(cache).withoutGtids());
    }

    /** MySQL 8.0 that compares the names of tables without regard to upper and lower case. */
    public static EmbeddedMySql mysqlIgnoringCase() {
        return Holder.SERVERS.other(
                "mysql-ignoring-case", cache -> MySqlInstallation.prepare(cache).ignoringCase(cache));
    }

    /** The newest MySQL that Debian has packages of. */
    public static EmbeddedMySql newestMySql() {
        return Holder.SERVERS.other("mysql-newest", PackagedMySql::prepare);
    }

    /** MariaDB 10.11. */
    public static EmbeddedMySql mariaDb() {
        return Holder.SERVERS.other("mariadb", PackagedMariaDb::prepare);
    }

    /** MySQL 8.0 and its replica, both without any data. What was made of this name before has ended. */
    public static ReplicatedMySql replicated(String name) {
        return Holder.SERVERS.replicated(name);
    }

    public static EmbeddedClickHouse clickHouse() {
        return Holder.SERVERS.clickHouse();
    }
}
