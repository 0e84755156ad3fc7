package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The job's jar as a later release could be: records, serializers and operators that stand in savepoints are compiled from
 * changed sources, and the names of commits tell which jar made them.
 */
final class ChangedJar {

    /** What the commits of the changed jar begin with. */
    static final String COMMIT_PREFIX = "changed-";

    private static final List<String> CLASSES = List.of(
            "model/RowChange",
            "stream/RowChangeSerializer",
            "sink/MergeCommittable",
            "sink/StagedTable",
            "sink/CommittableAggregator",
            "sink/StagingWriter");
    private static final String ADDED = "\n    public static final long serialVersionOfTheChange = 1L;\n}\n";

    private ChangedJar() {}

    static Path build(Path folder) throws Exception {
        Path sources = folder.resolve("changed-sources");
        Path classes = Files.createDirectories(folder.resolve("changed-classes"));
        for (String name : CLASSES) {
            String source = Files.readString(Path.of("src/main/java/dev/tributary", name + ".java"));
            String changed = source.substring(0, source.lastIndexOf('}')) + ADDED;
            if (name.endsWith("CommittableAggregator")) {
                changed = changed.replace(
                        "UUID.randomUUID().toString()", "\"" + COMMIT_PREFIX + "\" + UUID.randomUUID()");
                assertThat(changed).contains(COMMIT_PREFIX);
            }
            Path file = sources.resolve(name + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, changed);
        }
        compile(sources, classes);
        Path jar = Files.copy(Path.of("target/tributary.jar"), folder.resolve("changed.jar"));
        try (FileSystem inJar = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path each : compiled.filter(Files::isRegularFile).toList()) {
                Path old = inJar.getPath("/" + classes.relativize(each));
                assertThat(Files.readAllBytes(old)).isNotEqualTo(Files.readAllBytes(each));
                Files.copy(each, old, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return jar;
    }

    private static void compile(Path sources, Path classes) throws Exception {
        try (Stream<Path> files = Files.walk(sources)) {
            String[] arguments = Stream.concat(
                            Stream.of(
                                    "-d",
                                    classes.toString(),
                                    "-proc:none",
                                    "-nowarn",
                                    "--release",
                                    "17",
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            files.filter(Files::isRegularFile).map(Path::toString))
                    .toArray(String[]::new);
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
                    .isZero();
        }
    }
}
