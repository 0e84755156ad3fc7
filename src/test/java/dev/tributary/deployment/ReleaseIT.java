package dev.tributary.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

/** A release is unpacked and used without sources and without Maven. */
class ReleaseIT {

    private static final Set<String> MADE_WITH_THE_ARCHIVE = Set.of("target/completion", "target/man", "target/sbom");

    @TempDir
    private Path folder;

    @Test
    void everyFolderThatTheArchiveTakesIsThere() throws IOException {
        List<String> folders = Pattern.compile("<directory>([^<]+)</directory>")
                .matcher(Files.readString(Path.of("src/assembly/archive.xml")))
                .results()
                .map(match -> match.group(1))
                .filter(each -> !MADE_WITH_THE_ARCHIVE.contains(each))
                .toList();

        assertThat(folders).hasSizeGreaterThan(5).allMatch(each -> Files.isDirectory(Path.of(each)));
    }

    /** Maven passes over files that are named and not there. */
    @Test
    void everyFileThatTheArchiveNamesIsThere() throws IOException {
        List<Path> files = Pattern.compile("(?s)<directory>([^<]+)</directory>.*?</fileSet>")
                .matcher(Files.readString(Path.of("src/assembly/archive.xml")))
                .results()
                .flatMap(set -> Pattern.compile("<include>([^<*]+)</include>")
                        .matcher(set.group())
                        .results()
                        .map(include -> Path.of(set.group(1), include.group(1))))
                .toList();

        assertThat(files).hasSizeGreaterThan(8).allMatch(Files::isRegularFile);
    }

    @Test
    void commandsRunFromAnUnpackedArchive() throws Exception {
        layOut();

        assertThat(run("bin/tributary", "--version")).startsWith("tributary ");
        assertThat(run("bin/tributary", "run", "--local", "--help")).contains("--state");
        assertThat(run("bin/cluster", "help")).contains("bin/cluster start");
    }

    @Test
    void completionKnowsTheCommandsAndTheirOptions() throws Exception {
        Path script = folder.resolve("tributary");
        Files.writeString(script, AutoComplete.bash("tributary", new CommandLine(new Main())));
        String complete = "_complete_tributary 2>/dev/null; echo ${COMPREPLY[@]}";
        String words = "source " + script + "; COMP_WORDS=(tributary ru); COMP_CWORD=1; " + complete
                + "; COMP_WORDS=(tributary run --st); COMP_CWORD=2; " + complete;

        assertThat(run("bash", "-c", words).lines()).containsExactly("run", "--state");
    }

    /** As src/assembly/archive.xml does, with links in the place of large files. */
    private void layOut() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("bin/lib"));
        for (String file : List.of("tributary", "cluster", "lib/common.sh", "lib/processes.sh")) {
            Files.copy(Path.of("bin", file), folder.resolve("bin").resolve(file));
        }
        link("flink-conf", "flink-conf");
        link("target/tributary.jar", "lib/tributary.jar");
        link("target/flink/lib", "lib/flink");
    }

    private void link(String from, String to) throws IOException {
        Files.createSymbolicLink(folder.resolve(to), Path.of(from).toAbsolutePath());
    }

    private String run(String... command) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(command));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("TRIBUTARY_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        if (command[0].startsWith("bin/")) {
            words.set(0, folder.resolve(command[0]).toString());
        }
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
