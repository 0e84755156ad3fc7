package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.RunMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a target refuses is told before a row comes, and nothing is left of the trial. */
class TargetTrialsIT {

    @Test
    void targetThatRefusesMergesIsNamedWithTheRemedy() throws Exception {
        try (Replication shops = new Replication("tried", "[{source: items}, {source: notes}]")) {
            shops.everywhere("CREATE TABLE items (id INT NOT NULL PRIMARY KEY, value INT)");
            shops.everywhere("CREATE TABLE notes (id INT NOT NULL PRIMARY KEY, value INT)");
            shops.start(RunMode.SYNC);
            assertThat(problems(shops)).isEmpty();
            shops.stop();
            shops.everywhere("INSERT INTO notes VALUES (1, 1)");
            String before = traces(shops);

            shops.clickHouse()
                    .execute(
                            "ALTER TABLE tried.items MODIFY SETTING deduplicate_merge_projection_mode = 'rebuild'",
                            "ALTER TABLE tried.items ADD PROJECTION p (SELECT value, id ORDER BY value)");

            assertThat(problems(shops)).singleElement().satisfies(problem -> {
                assertThat(problem.path()).isEqualTo("target tried.items");
                assertThat(problem.message()).contains("344").contains("projection");
            });
            assertThat(traces(shops)).isEqualTo(before);

            shops.clickHouse().execute("ALTER TABLE tried.items DROP PROJECTION p");
            assertThat(problems(shops)).isEmpty();
        }
    }

    private static List<Problem> problems(Replication shops) throws Exception {
        Checklist checklist = new Checklist();
        TargetTrials.tryOut(shops.plan(), checklist);
        return checklist.problems();
    }

    /** Staging tables, mutations and parts. */
    private static String traces(Replication shops) {
        return shops.value(
                "SELECT toString(((SELECT count() FROM system.tables WHERE database = 'tributary_staging' AND"
                        + " startsWith(name, 'tried__')), (SELECT count() FROM system.mutations WHERE database = 'tried'),"
                        + " (SELECT count() FROM system.parts WHERE database = 'tried')))");
    }
}
