package dev.tributary.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/**
 * One of the demo's databases.
 *
 * @param name the connection's name, which is the database's too
 * @param server which of the embedded MySQL servers has it, from 1
 */
record Shop(String name, int server) {

    /** Connects as root, by the variables that {@code bin/embedded env} prints. */
    Connection connect(Map<String, String> environment) throws SQLException {
        String prefix = "MYSQL_" + server + "_";
        String url =
                "jdbc:mysql://" + require(environment, prefix + "HOST") + ":" + require(environment, prefix + "PORT")
                        + "/" + name + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC";
        return DriverManager.getConnection(url, "root", require(environment, prefix + "ROOT_PASSWORD"));
    }

    private static String require(Map<String, String> environment, String name) {
        return Objects.requireNonNull(environment.get(name), () -> name + " is not set; source .embedded/env");
    }
}
