package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** MariaDB 10.11, as Debian 12 has it. */
record PackagedMariaDb(DebianPackages packages, Path dataTemplate) implements MySqlSoftware {
    private static final List<String> SYSTEM_TABLES =
            List.of("mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql");

    static PackagedMariaDb prepare(Cache cache) {
        DebianPackages packages = DebianPackages.of(cache, "bookworm", "mariadb-server-core");
        return new PackagedMariaDb(
                packages, cache.entry("mariadb-bookworm-data", folder -> initialise(packages, folder)));
    }

    /** What mariadb-install-db does, which asks for more programs than these packages have. */
    private static void initialise(DebianPackages packages, Path data) throws IOException {
        Path script = data.resolve("bootstrap.sql");
        StringBuilder statements = new StringBuilder("""
                CREATE DATABASE mysql;
                USE mysql;
                SET @auth_root_socket=NULL;
                SET @skip_auth_anonymous=1;
                """);
        for (String file : SYSTEM_TABLES) {
            statements.append(Files.readString(share(packages).resolve(file)));
        }
        // Users of root without passwords, among them one of the name of this machine.
        statements.append("DELETE FROM global_priv WHERE Host <> 'localhost';\n");
        Files.writeString(script, statements);
        Stream<String> options = Stream.of(
                "--no-defaults",
                "--bootstrap",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + packages.root().resolve("usr"),
                "--datadir=" + data,
                "--tmpdir=" + data,
                "--lc-messages-dir=" + share(packages),
                "--character-sets-dir=" + share(packages).resolve("charsets"));
        Commands.runOrFail(Stream.concat(mariadbd(packages).stream(), options).toList(), Map.of(), script);
        Files.delete(script);
    }

    private static Path share(DebianPackages packages) {
        return packages.root().resolve("usr/share/mysql");
    }

    private static List<String> mariadbd(DebianPackages packages) {
        return packages.command("usr/sbin/mariadbd");
    }

    @Override
    public List<String> command() {
        return mariadbd(packages);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void createData(Path data) {
        try {
            Cache.copyTree(dataTemplate, data);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the data folder " + data, e);
        }
    }

    @Override
    public String configuration() {
        return """
                basedir=%1$s
                lc-messages-dir=%2$s
                character-sets-dir=%2$s/charsets
                """.formatted(packages.root().resolve("usr"), share(packages));
    }

    @Override
    public String identifiedBy() {
        return "BY";
    }
}
