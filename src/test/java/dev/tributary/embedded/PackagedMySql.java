package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** MySQL as Debian's newest packages have it: 9.7 when this was written. */
record PackagedMySql(DebianPackages packages, Path dataTemplate) implements MySqlSoftware {
    private static final String SUITE = "sid";

    static PackagedMySql prepare(Cache cache) {
        DebianPackages packages = DebianPackages.of(cache, SUITE, "mysql-server-core");
        Path template = cache.entry("mysql-" + SUITE + "-data", folder -> initialise(packages, folder));
        return new PackagedMySql(packages, template);
    }

    private static void initialise(DebianPackages packages, Path data) throws IOException {
        Stream<String> options = Stream.of(
                "--no-defaults",
                "--initialize-insecure",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + packages.root().resolve("usr"),
                "--datadir=" + data,
                "--lc-messages-dir=" + packages.root().resolve("usr/share/mysql"),
                "--character-sets-dir=" + packages.root().resolve("usr/share/mysql/charsets"));
        Commands.runOrFail(Stream.concat(mysqld(packages).stream(), options).toList(), Map.of());
    }

    private static List<String> mysqld(DebianPackages packages) {
        return packages.command("usr/sbin/mysqld");
    }

    @Override
    public List<String> command() {
        return mysqld(packages);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

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
                lc-messages-dir=%1$s/share/mysql
                character-sets-dir=%1$s/share/mysql/charsets
                mysqlx=OFF
                gtid-mode=ON
                enforce-gtid-consistency=ON
                secure-file-priv=NULL
                """.formatted(packages.root().resolve("usr"));
    }

    @Override
    public String identifiedBy() {
        return "BY";
    }
}
