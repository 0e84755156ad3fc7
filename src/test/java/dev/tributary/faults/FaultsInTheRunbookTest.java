package dev.tributary.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The runbook says of each fault what is heard of it. */
class FaultsInTheRunbookTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w-]+)` \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern ALERT = Pattern.compile("\\bTributary\\w+");
    private static final Pattern AS_OTHER = Pattern.compile("as `([\\w-]+)`");

    private final String runbook = read();
    private final List<MatchResult> rows = ROW.matcher(runbook).results().toList();

    @Test
    void everyFaultHasItsRow() {
        assertThat(rows.stream().map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(Fault.values()).map(Fault::toString).toList());
    }

    @Test
    void everyRowSaysWhichAlertFiresOrThatNoneDoes() {
        Set<String> sections = Pattern.compile("(?m)^## (Tributary\\w+)$")
                .matcher(runbook)
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toSet());

        assertThat(rows).allSatisfy(row -> {
            for (String cell : List.of(row.group(2), row.group(3))) {
                List<String> alerts =
                        ALERT.matcher(cell).results().map(MatchResult::group).toList();

                assertThat(sections).as("%s: %s", row.group(1), cell).containsAll(alerts);
                assertThat(!alerts.isEmpty()
                                || cell.startsWith("none")
                                || AS_OTHER.matcher(cell).find())
                        .as("%s: %s", row.group(1), cell)
                        .isTrue();
            }
        });
        assertThat(AS_OTHER.matcher(runbook).results().map(other -> other.group(1)))
                .isSubsetOf(Stream.of(Fault.values()).map(Fault::toString).toList());
    }

    /** What a run of faults waits for is what the table promises. */
    @Test
    void faultsHealWithinTheTimeThatARunWaits() {
        assertThat(Recovery.PATIENCE).isEqualTo(Duration.ofMinutes(4));
        assertThat(runbook).contains("within four minutes");
    }

    private static String read() {
        try {
            return Files.readString(Path.of("docs/runbook.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
