package dev.tributary.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark works, and that what it measures is exact. Its numbers are not looked at. */
class BenchIT {

    @TempDir
    private Path folder;

    @Test
    void quickBenchmarkOfChangesComparesExactResults() throws Exception {
        assertThat(quick("changes"))
                .contains("rows/s reading (job / bare): ")
                .containsPattern("up to +read +staged +visible")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void quickBenchmarkOfManyTablesSeesAllRowsAndAllChanges() throws Exception {
        assertThat(quick("tables"))
                .contains("10 databases on 2 MySQL servers, 3 tables each, 20 rows each")
                .contains("One changed row in each of 3 tables of 4 databases")
                .containsPattern("(?m)^ +1 +[0-9.]+ +3 \\([0-9]+\\) ");
    }

    /** What the benchmark printed, which must have ended well. */
    private String quick(String benchmark) throws Exception {
        classesAreThoseThatRunHere();
        Path home = Files.createDirectories(folder.resolve("bench"));
        Files.writeString(
                home.resolve("ports.properties"),
                "mysql.1.port=" + Ports.free() + "\nmysql.2.port=" + Ports.free() + "\nclickhouse.port=" + Ports.free()
                        + "\n");
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("bin/bench", benchmark, "--quick")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TRIBUTARY_EMBEDDED_HOME", folder.toString());
        // As the tests' own JVMs: these processes are over before more has paid off.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

        Process process = builder.start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroy();

        String printed = Files.readString(output, UTF_8);
        assertThat(ended).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    /** The script need not build what this build has just built. */
    private static void classesAreThoseThatRunHere() throws Exception {
        Path stamp = Path.of("target", ".test-classes-built");
        if (Files.notExists(stamp)) {
            Files.createFile(stamp);
        }
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
    }
}
