package dev.tributary.verify;

import static dev.tributary.verify.VerifyFixture.SOURCE;
import static dev.tributary.verify.VerifyFixture.clickHouse;
import static dev.tributary.verify.VerifyFixture.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.config.LoadLimits;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.Difference.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierIT {

    private final VerifyFixture fixture = new VerifyFixture("verify_it");
    private ReplicationPlan plan;

    @BeforeEach
    void replicateTwoTables() throws Exception {
        fixture.createSource(
                "CREATE TABLE orders (id BIGINT PRIMARY KEY, price DECIMAL(10,2), placed DATETIME(3))",
                "CREATE TABLE articles (shop INT, code VARCHAR(40), name TEXT, PRIMARY KEY (shop, code))",
                "INSERT INTO orders VALUES (-5, 1.50, '2024-01-01 10:00:00.500'), (9, 2.00, NULL), (10, NULL, NULL)",
                "INSERT INTO articles VALUES (1, 'Zebra', 'z'), (1, 'apple', 'a'), (1, 'Äpfel', NULL), (1, '😀', 'smile'),"
                        + " (1, '\uff5e', 'tilde'), (2, 'apple', 'b'), (-1, '', 'empty')");
        plan = fixture.planAndCreateTargets("orders", "articles");
        target("orders", "(-5, 1.5, '2024-01-01 10:00:00.500'), (9, 2, NULL), (10, NULL, NULL)");
        target(
                "articles",
                "(1, 'Zebra', 'z'), (1, 'apple', 'a'), (1, 'Äpfel', NULL), (1, '😀', 'smile'), (1, '\uff5e', 'tilde'),"
                        + " (2, 'apple', 'b'), (-1, '', 'empty')");
    }

    @Test
    void equalTablesHaveNoDifferences() throws Exception {
        VerifyReport report = verify(plan);

        assertThat(report.summary()).isEqualTo("verified 2 tables, 10 rows, 0 differences");
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void changedValueIsNamedWithBothValues() throws Exception {
        fixture.source("UPDATE orders SET price = 2.01 WHERE id = 9");

        assertThat(differences("orders"))
                .containsExactly(new Difference(
                        Kind.DIFFERENT, List.of("9"), List.of(new Difference.Value("price", "2.01", "2"))));
    }

    @Test
    void valueAgainstNullIsADifference() throws Exception {
        fixture.source("UPDATE orders SET placed = '2024-01-01 00:00:00', price = NULL WHERE id = 9");

        assertThat(differences("orders"))
                .containsExactly(new Difference(
                        Kind.DIFFERENT,
                        List.of("9"),
                        List.of(
                                new Difference.Value("price", null, "2"),
                                new Difference.Value("placed", "2024-01-01 00:00:00.000", null))));
    }

    @Test
    void rowThatIsNotInTheTargetIsMissing() throws Exception {
        fixture.source("INSERT INTO orders VALUES (-100, 1, NULL), (11, 1, NULL)");

        assertThat(differences("orders"))
                .containsExactly(
                        new Difference(Kind.MISSING, List.of("-100"), List.of()),
                        new Difference(Kind.MISSING, List.of("11"), List.of()));
    }

    @Test
    void rowThatIsNotInTheSourceIsExtra() throws Exception {
        fixture.source("DELETE FROM orders WHERE id IN (-5, 10)");

        assertThat(differences("orders"))
                .containsExactly(
                        new Difference(Kind.EXTRA, List.of("-5"), List.of()),
                        new Difference(Kind.EXTRA, List.of("10"), List.of()));
    }

    @Test
    void rowThatIsTwiceInTheTargetIsADuplicate() throws Exception {
        target("orders", "(9, 2, NULL), (9, 2, NULL)");

        assertThat(differences("orders")).containsExactly(new Difference(Kind.DUPLICATE, List.of("9"), List.of()));
    }

    @Test
    void keyThatDiffersInCaseOnlyIsAnotherKey() throws Exception {
        fixture.source("UPDATE articles SET code = 'zebra' WHERE code = 'Zebra'");

        assertThat(differences("articles"))
                .containsExactly(
                        new Difference(Kind.EXTRA, List.of("1", "Zebra"), List.of()),
                        new Difference(Kind.MISSING, List.of("1", "zebra"), List.of()));
    }

    @Test
    void changedValuesBehindTextKeysAreFound() throws Exception {
        fixture.source("UPDATE articles SET name = 'changed' WHERE name IN ('smile', 'tilde', 'b', 'empty')");

        assertThat(differences("articles"))
                .extracting(Difference::key)
                .containsExactly(List.of("-1", ""), List.of("1", "\uff5e"), List.of("1", "😀"), List.of("2", "apple"));
    }

    @Test
    void rowThatArrivesMeanwhileIsNoDifference() throws Exception {
        fixture.source("INSERT INTO orders VALUES (11, 1, NULL)", "INSERT INTO articles VALUES (3, 'it''s', 'c')");

        VerifyReport report = new Verifier(plan, VerifyFixture.options(1), route -> {
                    if (route.source().table().equals("orders")) {
                        target("orders", "(11, 1, NULL)");
                    } else {
                        target("articles", "(3, 'it\\'s', 'c')");
                    }
                })
                .verify();

        assertThat(report.differences()).isZero();
    }

    @Test
    void rowsOfOtherSourcesAreNotComparedButNoted() throws Exception {
        clickHouse()
                .execute(
                        "INSERT INTO verify_it.orders (_source_database, id, price) VALUES ('former', 9, 1), ('former', 1, 1)");

        VerifyReport report = verify(plan);

        assertThat(report.differences()).isZero();
        assertThat(report.notes())
                .containsExactly("verify_it.orders holds 2 rows of 'former', which is no active connection");
    }

    @Test
    void filterLimitsWhatIsCompared() throws Exception {
        VerifyOptions options = new VerifyOptions(SOURCE, "articles", 0, Duration.ZERO, 100);

        assertThat(new Verifier(plan, options, route -> {}).verify().summary())
                .isEqualTo("verified 1 tables, 7 rows, 0 differences");
    }

    @Test
    void differencesBeyondTheLimitAreCounted() throws Exception {
        clickHouse().execute("TRUNCATE TABLE verify_it.articles");
        VerifyOptions options = new VerifyOptions(null, null, 0, Duration.ZERO, 2);

        VerifyReport report = new Verifier(plan, options, route -> {}).verify();

        assertThat(report.differences()).isEqualTo(7);
        assertThat(report.routes())
                .allSatisfy(route -> assertThat(route.details()).hasSizeLessThanOrEqualTo(2));
    }

    @Test
    void rangesThatAnEarlierRunFoundEqualAreNotReadAgain(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("state");
        fixture.source("UPDATE orders SET price = 7 WHERE id = 9");
        VerifyOptions options = new VerifyOptions(null, "orders", 0, Duration.ZERO, 100);
        String equal = Files.readString(stateOf(file, options, table -> {
            throw new IllegalStateException("broken off");
        }));
        assertThat(equal.lines())
                .as("the header alone, since the one range differs")
                .hasSize(1);

        fixture.source("UPDATE orders SET price = 2 WHERE id = 9");
        assertThat(Files.readString(stateOf(file, options, table -> {
                            throw new IllegalStateException("broken off");
                        }))
                        .lines())
                .hasSize(2);

        fixture.source("UPDATE orders SET price = 8 WHERE id = 9");
        try (VerifyState state = VerifyState.open(file)) {
            VerifyReport report = new Verifier(plan, options, table -> {}, state, null).verify();
            assertThat(report.summary())
                    .as("as it was found before")
                    .isEqualTo("verified 1 tables, 3 rows, 0 differences");
        }
        assertThat(file).as("of a run that came to its end").doesNotExist();
    }

    private Path stateOf(Path file, VerifyOptions options, VerifyProgress breaksOff) throws Exception {
        try (VerifyState state = VerifyState.open(file)) {
            assertThatThrownBy(() -> new Verifier(plan, options, breaksOff, state, null).verify())
                    .hasMessage("broken off");
        }
        return file;
    }

    @Test
    void tablesWithoutChecksumsSayWhy() throws Exception {
        assertThat(verify(plan).routes())
                .extracting(VerifyReport.RouteReport::method, VerifyReport.RouteReport::whyByRows)
                .containsExactly(
                        tuple(VerifyMethod.CHECKSUMS, null),
                        tuple(
                                VerifyMethod.ROWS,
                                "no index of MySQL has the order in which both servers sort its key (shop, code)"));
    }

    @Test
    void aStatusVariableThatTheServerDoesNotHaveIsNamed() {
        VerifyOptions options = new VerifyOptions(
                null,
                null,
                0,
                Duration.ZERO,
                100,
                new VerifyOptions.Pace(VerifyMethod.CHECKSUMS, 1, LoadLimits.parse("Thread_runing=1")));

        assertThatThrownBy(() -> new Verifier(plan, options, table -> {}).verify())
                .hasMessageContaining("has no status variable 'Thread_runing'");
    }

    @Test
    void aRangeWaitsUntilTheLoadHasFallen() throws Exception {
        List<String> waits = new CopyOnWriteArrayList<>();
        List<Connection> others = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            others.add(VerifyFixture.mysql().rootConnection());
        }
        VerifyOptions options = new VerifyOptions(
                null,
                null,
                0,
                Duration.ZERO,
                100,
                new VerifyOptions.Pace(VerifyMethod.CHECKSUMS, 1, LoadLimits.parse("Threads_connected=60")));
        VerifyProgress progress = new VerifyProgress() {
            @Override
            public void tableRead(VerifyReport.RouteReport table) {
                assertThat(others).isEmpty();
            }

            @Override
            public void waits(String excess) {
                waits.add(excess);
                others.forEach(VerifierIT::close);
                others.clear();
            }
        };

        assertThat(new Verifier(plan, options, progress).verify().differences()).isZero();
        assertThat(waits).singleElement().asString().contains("above 60");
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Difference> differences(String table) throws Exception {
        return verify(plan).routes().stream()
                .filter(route -> route.source().table().equals(table))
                .flatMap(route -> route.details().stream())
                .toList();
    }

    private static void target(String table, String rows) {
        String columns = table.equals("orders") ? "id, price, placed" : "shop, code, name";
        String values = rows.replace("(", "('" + SOURCE + "', ");
        clickHouse()
                .execute("INSERT INTO verify_it." + table + " (_source_database, " + columns + ") VALUES " + values);
    }
}
