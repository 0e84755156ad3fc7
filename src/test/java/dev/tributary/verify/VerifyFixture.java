package dev.tributary.verify;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.TargetPlan;
import java.time.Duration;

/** One MySQL database and its targets, new for each test. */
final class VerifyFixture {

    static final String SOURCE = "shop";

    private final String database;

    VerifyFixture(String database) {
        this.database = database;
    }

    /** Makes empty databases, and the source tables by the given statements. */
    void createSource(String... statements) {
        mysql().execute(
                        "DROP DATABASE IF EXISTS " + database,
                        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
        clickHouse().execute("DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
        source(statements);
    }

    /** Runs statements in the source database. */
    void source(String... statements) {
        String[] all = new String[statements.length + 1];
        all[0] = "USE " + database;
        System.arraycopy(statements, 0, all, 1, statements.length);
        mysql().execute(all);
    }

    /** Plans the replication of the tables and creates their targets. */
    ReplicationPlan planAndCreateTargets(String... tables) throws Exception {
        ReplicationPlan plan = Planner.plan(ConfigReader.read("test", yaml(tables), Secrets.ofProcess()));
        for (TargetPlan target : plan.targets()) {
            clickHouse().execute(target.createStatement());
        }
        return plan;
    }

    String yaml(String... tables) {
        StringBuilder yaml = new StringBuilder("""
                clickhouse:
                  url: %s
                  user: %s
                  password: %s
                  database: %s
                connections:
                  - name: %s
                    host: %s
                    port: %d
                    user: %s
                    password: %s
                    database: %s
                tables:
                """.formatted(
                        clickHouse().url(),
                        clickHouse().user(),
                        clickHouse().password(),
                        database,
                        SOURCE,
                        mysql().host(),
                        mysql().port(),
                        mysql().user(),
                        mysql().password(),
                        database));
        for (String table : tables) {
            yaml.append("  - source: ").append(table).append('\n');
        }
        return yaml.toString();
    }

    /** Verifies once, with one quick recheck. */
    static VerifyReport verify(ReplicationPlan plan) throws Exception {
        return new Verifier(plan, options(1), route -> {}).verify();
    }

    static VerifyOptions options(int rechecks) {
        return new VerifyOptions(null, null, rechecks, Duration.ofMillis(10), 100);
    }

    String database() {
        return database;
    }

    static EmbeddedMySql mysql() {
        return TestServers.mysql(1);
    }

    static EmbeddedClickHouse clickHouse() {
        return TestServers.clickHouse();
    }
}
