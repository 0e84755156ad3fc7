package dev.tributary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A package of a Debian suite with all that it needs, down to the C library, unpacked into a folder: nothing is installed, and
 * the suite need not be that of the machine. Wants a Debian with {@code apt-get}, whose mirror and keys it takes.
 *
 * @param root has {@code usr} and {@code etc}
 */
record DebianPackages(Path root) {
    private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    private static final String LIBRARIES = "lib/x86_64-linux-gnu";

    /** Fetches the package and unpacks it, unless that was done before. */
    static DebianPackages of(Cache cache, String suite, String name) {
        return new DebianPackages(
                cache.entry("debian-" + suite + "-" + name, folder -> fetchAndUnpack(suite, name, folder)));
    }

    private static void fetchAndUnpack(String suite, String name, Path root) throws IOException {
        String mirror = mirror();
        System.err.println("Fetching " + name + " of Debian " + suite + " with apt-get");
        Path apt = Files.createDirectories(root.resolve("apt"));
        Files.createDirectories(apt.resolve("state/lists/partial"));
        Path archives = Files.createDirectories(apt.resolve("cache/archives"));
        Files.createDirectories(archives.resolve("partial"));
        Files.createFile(apt.resolve("status"));
        Files.writeString(
                apt.resolve("sources.list"), "deb [signed-by=" + KEYS + "] " + mirror + " " + suite + " main\n");
        Files.writeString(apt.resolve("apt.conf"), """
                Dir::State "%1$s/state";
                Dir::State::status "%1$s/status";
                Dir::Cache "%1$s/cache";
                Dir::Etc::sourcelist "%1$s/sources.list";
                Dir::Etc::sourceparts "-";
                APT::Install-Recommends "false";
                APT::Sandbox::User "";
                Debug::NoLocking "true";
                """.formatted(apt));
        Map<String, String> environment =
                Map.of("APT_CONFIG", apt.resolve("apt.conf").toString());
        Commands.runOrFail(List.of("apt-get", "update"), environment);
        // With an empty status everything counts as not installed, so that all it needs comes too.
        Commands.runOrFail(List.of("apt-get", "install", "-y", "--download-only", name), environment);
        try (Stream<Path> files = Files.list(archives)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Commands.runOrFail(List.of("dpkg-deb", "-x", file.toString(), root.toString()), Map.of());
            }
        }
        Cache.deleteTree(apt);
    }

    /** Where this machine takes Debian's packages from. */
    private static String mirror() throws IOException {
        String targets;
        try {
            targets = Commands.runOrFail(
                    List.of("apt-get", "indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages"),
                    Map.of());
        } catch (IOException e) {
            throw new IOException(
                    "Servers of other versions come from Debian's packages, which need a Debian with apt-get. "
                            + e.getMessage(),
                    e);
        }
        return targets.lines()
                .filter(line -> line.startsWith("Debian "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow(() -> new IOException("Servers of other versions come from Debian's packages, and apt-get"
                        + " knows no mirror of Debian here. On a Debian, run 'apt-get update' first"));
    }

    /** How a program of the packages is called, with their libraries instead of those of the machine. */
    List<String> command(String program) {
        // Older suites have their C library in /lib, newer ones in /usr/lib.
        Path loader = Stream.of(root.resolve(LIBRARIES), root.resolve("usr").resolve(LIBRARIES))
                .map(folder -> folder.resolve("ld-linux-x86-64.so.2"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No loader for x86-64 in " + root));
        return List.of(
                loader.toString(),
                "--library-path",
                root.resolve(LIBRARIES) + ":" + root.resolve("usr").resolve(LIBRARIES),
                root.resolve(program).toString());
    }
}
