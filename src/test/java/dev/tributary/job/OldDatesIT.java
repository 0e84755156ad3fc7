package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.PlanPrinter;
import dev.tributary.verify.VerifyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Dates of schemas that have grown for long: those that are none, and those that mean "never" and "for ever". */
class OldDatesIT {

    private static final String LENIENT = "SET sql_mode = ''";

    /** In the manner of a blog, a forum, a monitor and a shop. */
    private static final String[] TABLES = {
        LENIENT,
        "CREATE TABLE posts (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                + " author BIGINT UNSIGNED NOT NULL DEFAULT 0, written DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',"
                + " written_gmt DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00', title TEXT NOT NULL,"
                + " KEY by_author (author, written))",
        "CREATE TABLE articles (id INT NOT NULL PRIMARY KEY, checked_out DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',"
                + " publish_up DATETIME NOT NULL, publish_down DATETIME(3) NOT NULL DEFAULT '9999-12-31 23:59:59.999')",
        "CREATE TABLE members (id MEDIUMINT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(80) NOT NULL DEFAULT '',"
                + " birthdate DATE NOT NULL DEFAULT '0001-01-01', last_seen DATE NOT NULL)",
        "CREATE TABLE hosts (id MEDIUMINT UNSIGNED NOT NULL PRIMARY KEY, polled TIMESTAMP NOT NULL DEFAULT"
                + " '0000-00-00 00:00:00', updated TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3))",
        "CREATE TABLE specials (product INT NOT NULL, valid_from DATE NOT NULL DEFAULT '0001-01-01',"
                + " valid_to DATE NOT NULL, changed DATETIME NULL, price DECIMAL(15,4) NOT NULL,"
                + " PRIMARY KEY (product, valid_from))"
    };

    private static final String[] ROWS = {
        LENIENT,
        "INSERT INTO posts (title) VALUES ('draft')",
        "INSERT INTO posts (author, written, written_gmt, title) VALUES (1, '2020-02-29 10:00:00', '2020-00-05 00:00:00', 'a'),"
                + " (2, '1850-07-01 12:00:00', '2450-01-01 00:00:00', 'b')",
        "INSERT INTO articles (id, publish_up) VALUES (1, '0001-01-01 00:00:00'), (2, '2020-01-01 00:00:00')",
        "INSERT INTO articles VALUES (3, '2020-01-01 00:00:01', '0000-00-00 00:00:00', '0000-00-00 00:00:00')",
        "INSERT INTO members VALUES (1, 'ann', '0001-01-01', '2020-01-01'), (2, 'bob', '1004-01-01', '0000-00-00'),"
                + " (3, 'eve', '2001-12-31', '2020-02-00'), (4, 'dan', '0000-00-00', '2020-01-02')",
        "INSERT INTO hosts (id) VALUES (1)",
        "INSERT INTO hosts VALUES (2, '2020-01-01 00:00:00', '1970-01-01 00:00:01.5'), (3, '0000-00-00', '0000-00-00')",
        "INSERT INTO specials VALUES (1, '0001-01-01', '9999-12-31', NULL, 9.99), (1, '2020-01-01', '2020-12-31', '0000-00-00', 1),"
                + " (1, '0000-00-00', '9999-12-31', '9999-12-31 00:00:00', 2), (2, '2020-01-01', '0000-00-00', '2020-01-01', 3)"
    };

    private static final String[] CHANGES = {
        LENIENT,
        "UPDATE posts SET written = '0000-00-00 00:00:00' WHERE id = 2",
        "UPDATE articles SET publish_up = '9999-12-31 23:59:59', checked_out = '0001-01-01' WHERE id = 2",
        "UPDATE members SET birthdate = '9999-12-31', last_seen = '1900-01-01' WHERE id = 1",
        "DELETE FROM members WHERE id = 2",
        "UPDATE hosts SET polled = NOW(), updated = '0000-00-00' WHERE id = 1",
        "UPDATE specials SET valid_from = '0001-01-02' WHERE product = 1 AND valid_from = '0001-01-01'",
        "DELETE FROM specials WHERE product = 1 AND valid_from = '0000-00-00'"
    };

    private static final String SOURCES =
            "[{source: posts}, {source: articles}, {source: members}, {source: hosts}, {source: specials}]";

    @Test
    void schemasOfLongAgoArriveWholeAsTheyAre() throws Exception {
        try (Replication replication = new Replication("old_dates", SOURCES).withoutRestarts()) {
            for (String tenant : Replication.TENANTS) {
                replication.in(tenant, TABLES);
            }
            replication.in("de", ROWS);

            assertThat(PlanPrinter.print(replication.plan()))
                    .contains("written: NULL for dates that are none, such as 0000-00-00, since its default is")
                    .contains("birthdate: String with MySQL's own text, since its default is 0001-01-01 in shop_")
                    .contains(
                            "last_seen: NULL for dates that are none, such as 0000-00-00, since shop_de has 0000-00-00")
                    .contains("polled: NULL for dates that are none")
                    .contains("updated: NULL for dates that are none, such as 0000-00-00, since shop_de has 0000-00-00")
                    .contains("valid_from: String with MySQL's own text, since its default is 0001-01-01 in shop_")
                    .contains("valid_to: String with MySQL's own text, since shop_de has 9999-12-31");

            replication.start(RunMode.SYNC);
            replication.awaitRows(
                    "SELECT (SELECT count() FROM old_dates.posts), (SELECT count() FROM old_dates.specials)", "3 4");
            replication.in("us", ROWS);
            replication.in("at", ROWS);
            replication.in("at", CHANGES);
            replication.in("de", CHANGES);
            replication.awaitRows(
                    "SELECT (SELECT count() FROM old_dates.posts), (SELECT count() FROM old_dates.members),"
                            + " (SELECT count() FROM old_dates.specials)",
                    "9 10 10");

            // The snapshot of de and the binlog of at have brought the same.
            for (String table : new String[] {"posts", "articles", "members", "specials"}) {
                replication.awaitRows(
                        "SELECT count(), uniqExact(tuple(* EXCEPT (_source_database, _version))) * 2 = count() FROM old_dates."
                                + table + " WHERE _source_database IN ('shop_de', 'shop_at')",
                        "6 1");
            }
            replication.awaitRows(
                    "SELECT id, written, written_gmt FROM old_dates.posts WHERE _source_database = 'shop_us' ORDER BY id",
                    "1 ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                    "2 2020-02-29 10:00:00 ᴺᵁᴸᴸ",
                    "3 1850-07-01 12:00:00 2450-01-01 00:00:00");
            replication.awaitRows(
                    "SELECT id, birthdate, last_seen FROM old_dates.members WHERE _source_database = 'shop_us' ORDER BY id",
                    "1 0001-01-01 2020-01-01",
                    "2 1004-01-01 ᴺᵁᴸᴸ",
                    "3 2001-12-31 ᴺᵁᴸᴸ",
                    "4 0000-00-00 2020-01-02");
            replication.awaitRows(
                    "SELECT valid_from, valid_to, changed FROM old_dates.specials WHERE _source_database = 'shop_de'"
                            + " ORDER BY product, valid_from",
                    "0001-01-02 9999-12-31 ᴺᵁᴸᴸ",
                    "2020-01-01 2020-12-31 ᴺᵁᴸᴸ",
                    "2020-01-01 0000-00-00 2020-01-01 00:00:00");
            assertEqual(replication.verify(), 9 + 9 + 10 + 9 + 10);
            // Planned anew, the targets stay as they are.
            assertThat(replication.plan().targets())
                    .allMatch(target -> target.addedColumns().isEmpty());

            replication
                    .clickHouse()
                    .execute("ALTER TABLE old_dates.members UPDATE birthdate = '0001-01-02' WHERE id = 1"
                            + " AND _source_database = 'shop_us' SETTINGS mutations_sync = 1");
            assertThat(replication.verifyWhatDiffers().differences()).isEqualTo(1);
        }
    }

    @Test
    void datesBeyondTheRangeBecomeWhatTheirPolicySays() throws Exception {
        String policies = "out-of-range-dates: {n: nullable, t: text, c: clamp, c3: clamp, r: refuse}";
        try (Replication replication = new Replication("old_policies", "[{source: d, " + policies + "}]")) {
            replication.withJobOption("unencodable-values: dead-letter, out-of-range-dates: clamp");
            replication.clickHouse().execute("DROP TABLE IF EXISTS tributary.dead_letters");
            replication.everywhere("CREATE TABLE d (id INT PRIMARY KEY, n DATE NOT NULL, t DATE NOT NULL, c DATE,"
                    + " c3 DATETIME(3) NOT NULL, r DATE, j DATE)");
            String rows = "INSERT INTO d VALUES"
                    + " (1, '0001-01-01', '0000-00-00', '0001-01-01', '0000-05-05 10:00:00.5', NULL, '9999-12-31'),"
                    + " (2, '9999-12-31', '9999-12-31', '9999-12-31', '9999-12-31 23:59:59.999', '2299-12-31', NULL),"
                    + " (3, '2020-01-01', '2020-01-01', '1900-01-01', '2020-01-01', '2300-01-01', NULL),"
                    + " (4, '0000-00-00', '0001-01-01', '0000-00-00', '0001-01-01', NULL, '0000-00-00')";
            replication.in("de", LENIENT, rows);
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM old_policies.d", "3");
            replication.in("us", LENIENT, rows);

            replication.awaitRows(
                    "SELECT id, n, t, c, c3, r, j, count() FROM old_policies.d GROUP BY ALL ORDER BY 1",
                    "1 ᴺᵁᴸᴸ 0000-00-00 1900-01-01 0001-01-01 00:00:00.000 ᴺᵁᴸᴸ 2299-12-31 2",
                    "2 ᴺᵁᴸᴸ 9999-12-31 2299-12-31 9999-12-31 23:59:59.999 2299-12-31 ᴺᵁᴸᴸ 2",
                    "4 ᴺᵁᴸᴸ 0001-01-01 ᴺᵁᴸᴸ 0001-01-01 00:00:00.000 ᴺᵁᴸᴸ ᴺᵁᴸᴸ 2");
            replication.awaitRows(
                    "SELECT row_key, column_name, count(), any(cause) FROM tributary.dead_letters GROUP BY 1, 2",
                    "id=3 r 2 2300-01-01 is outside Date32, 1900-01-01 to 2299-12-31; out-of-range-dates can have it"
                            + " otherwise");
            VerifyReport report = replication.verifyWhatDiffers();
            assertThat(report.routes().stream().flatMap(route -> route.details().stream()))
                    .extracting(difference -> difference.kind() + " " + difference.key())
                    .containsExactly("MISSING [3]", "MISSING [3]");
        }
    }

    @Test
    void textsAreMySqlsOwnOnBothRoads() throws Exception {
        textsAreThoseOf("old_texts", TestServers.mysql(1));
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void textsAreThoseOfTheNewestMySql() throws Exception {
        textsAreThoseOf("old_texts_newest", TestServers.newestMySql());
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void textsAreThoseOfMariaDb() throws Exception {
        textsAreThoseOf("old_texts_mariadb", TestServers.mariaDb());
    }

    private static void textsAreThoseOf(String name, EmbeddedMySql server) throws Exception {
        String types =
                "column-types: {day: String, d: String, d6: String, s: String, s2: String, t: String, t6: String}";
        try (Replication replication =
                new Replication(name, "[{source: d, " + types + "}]", server).withoutRestarts()) {
            replication.everywhere(
                    "CREATE TABLE d (day DATE NOT NULL, t TIME NOT NULL, d DATETIME, d6 DATETIME(6) NOT NULL,"
                            + " s TIMESTAMP NULL, s2 TIMESTAMP(2) NULL, t6 TIME(6), PRIMARY KEY (t, day))");
            String[] rows = {
                LENIENT,
                "SET time_zone = '+05:30'",
                "INSERT INTO d VALUES ('0000-00-00', '-838:59:59', '0000-00-00', '0000-00-00', '0000-00-00', '0000-00-00', '00:00:00'),"
                        + " ('0001-01-01', '838:59:59', '9999-12-31 23:59:59', '9999-12-31 23:59:59.999999', '1970-01-01 05:30:01',"
                        + " '2038-01-19 08:44:07.99', '-00:00:00.000001'),"
                        + " ('2020-02-29', '00:00:00', '2020-02-00 10:11:12', '0000-05-05 00:00:00.5', '2020-02-29 00:00:00',"
                        + " '2020-02-29 00:00:00.1', '99:59:59.999999'),"
                        + " ('9999-12-31', '100:00:00', NULL, '1000-01-01', NULL, NULL, NULL)"
            };
            replication.in("de", rows);
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM " + name + ".d", "4");
            replication.in("at", rows);
            replication.awaitRows(
                    "SELECT t, day, d, d6, s, s2, t6, count() FROM " + name + ".d GROUP BY ALL ORDER BY day",
                    "-838:59:59 0000-00-00 0000-00-00 00:00:00 0000-00-00 00:00:00.000000 0000-00-00 00:00:00"
                            + " 0000-00-00 00:00:00.00 00:00:00.000000 2",
                    "838:59:59 0001-01-01 9999-12-31 23:59:59 9999-12-31 23:59:59.999999 1970-01-01 00:00:01"
                            + " 2038-01-19 03:14:07.99 -00:00:00.000001 2",
                    "00:00:00 2020-02-29 2020-02-00 10:11:12 0000-05-05 00:00:00.500000 2020-02-28 18:30:00"
                            + " 2020-02-28 18:30:00.10 99:59:59.999999 2",
                    "100:00:00 9999-12-31 ᴺᵁᴸᴸ 1000-01-01 00:00:00.000000 ᴺᵁᴸᴸ ᴺᵁᴸᴸ ᴺᵁᴸᴸ 2");
            assertEqual(replication.verify(), 8);
            replication.in("de", LENIENT, "UPDATE d SET d = '2020-00-00 00:00:01' WHERE day = '0001-01-01'");
            replication.in("at", "DELETE FROM d WHERE t = '838:59:59'");
            replication.awaitRows("SELECT d FROM " + name + ".d WHERE day = '0001-01-01'", "2020-00-00 00:00:01");
        }
    }

    private static void assertEqual(VerifyReport report, int rows) {
        assertThat(report.routes())
                .allSatisfy(route -> assertThat(route.details()).isEmpty());
        assertThat(report.rows()).isEqualTo(rows);
    }
}
