package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.NamePattern;
import dev.tributary.config.Secret;
import dev.tributary.config.ServerAddress;
import dev.tributary.init.FirstConfiguration;
import dev.tributary.init.InitRequest;
import dev.tributary.init.InitRequest.Account;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a first configuration by what servers have. */
@Command(
        name = "init",
        description =
                "Looks at MySQL servers and writes a first sync.yaml: databases of one structure, their tables with merge keys and"
                        + " sizes, and doubts as comments. Changes nothing on the servers.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    private static final int MYSQL_PORT = 3306;

    @Option(
            names = "--server",
            paramLabel = "HOST[:PORT]",
            required = true,
            description = "A MySQL server; can be given several times.")
    private List<String> servers = List.of();

    @Option(names = "--user", required = true, description = "The account to use on all of them.")
    private String user = "";

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            defaultValue = "MYSQL_PASSWORD",
            description =
                    "The environment variable with its password, which the file refers to; where it is not set, the"
                            + " password is asked for, and not written (default: ${DEFAULT-VALUE}).")
    private String passwordVariable = "MYSQL_PASSWORD";

    @Option(names = "--password-file", paramLabel = "PATH", description = "In its place, a file with the password.")
    private @Nullable Path passwordFile;

    @Option(names = "--tls", paramLabel = "MODE", description = "How connections to MySQL use TLS, as the key tls.")
    private @Nullable String tls;

    @Option(
            names = "--databases",
            paramLabel = "PATTERN",
            split = ",",
            defaultValue = "*",
            description = "Names or patterns of the databases, as 'shop_%%' (default: all).")
    private List<String> databases = List.of("*");

    @Option(
            names = "--exclude-databases",
            paramLabel = "PATTERN",
            split = ",",
            description = "Those that are left out.")
    private List<String> excluded = List.of();

    @Option(names = "--clickhouse", paramLabel = "URL", description = "ClickHouse's HTTP interface.")
    private @Nullable String clickHouse;

    @Option(names = "--clickhouse-user", defaultValue = "default", description = "(default: ${DEFAULT-VALUE})")
    private String clickHouseUser = "default";

    @Option(
            names = "--clickhouse-password-env",
            paramLabel = "NAME",
            defaultValue = "CLICKHOUSE_PASSWORD",
            description = "The environment variable with its password; none where it is not set (default:"
                    + " ${DEFAULT-VALUE}).")
    private String clickHousePasswordVariable = "CLICKHOUSE_PASSWORD";

    @Option(
            names = "--clickhouse-password-file",
            paramLabel = "PATH",
            description = "In its place, a file with the password.")
    private @Nullable Path clickHousePasswordFile;

    @Option(
            names = "--clickhouse-database",
            defaultValue = "default",
            description = "Where targets go (default: ${DEFAULT-VALUE}).")
    private String clickHouseDatabase = "default";

    @Option(names = "--job", defaultValue = "tributary", description = "The job's name (default: ${DEFAULT-VALUE}).")
    private String job = "tributary";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "sync.yaml",
            description = "The file to write (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("sync.yaml");

    @Option(names = "--force", description = "Writes the file in the place of one that exists.")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, IOException {
        if (!force && Files.exists(output)) {
            throw wrong(output + " exists already; name another file with --output, or add --force");
        }
        refuseUnwritable();
        FirstConfiguration.Result result = new FirstConfiguration(request()).make();
        Files.writeString(output, result.text(), StandardCharsets.UTF_8);
        PrintWriter out = spec.commandLine().getOut();
        result.problems().forEach(problem -> out.println("✗ " + problem));
        out.println(output + " has " + result.databases() + " databases and "
                + (result.tables() - result.doubtful()) + " tables"
                + (result.doubtful() == 0 ? "" : "; " + result.doubtful() + " are commented out, with the reasons")
                + ".");
        out.println(
                result.problems().isEmpty()
                        ? "Look through it, then: tributary check -c " + output
                        : Main.summary(result.problems().size()) + " They stand at the top of the file.");
        out.flush();
        return result.problems().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    /** Said before servers are looked at, which takes long. */
    private void refuseUnwritable() {
        Path folder = output.toAbsolutePath().normalize().getParent();
        if (Files.isDirectory(output) || folder == null) {
            throw wrong(output + " is a folder; name a file with --output");
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(Files.exists(output) ? output : folder)) {
            throw wrong(output
                    + " cannot be written; name a file with --output in a folder that exists and may be written");
        }
    }

    private InitRequest request() {
        for (String name : databases) {
            if (name.isBlank() || !NamePattern.isDatabaseName(name)) {
                throw wrong("--databases: '" + name + "' is neither a name nor a pattern of names like 'shop_%'");
            }
        }
        return new InitRequest(
                job,
                servers.stream().map(this::address).toList(),
                account(),
                tls,
                databases,
                excluded,
                clickHouse == null
                        ? null
                        : new InitRequest.ClickHouse(clickHouse, clickHouseAccount(), clickHouseDatabase));
    }

    private ServerAddress address(String text) {
        try {
            return ServerAddress.parse(text, MYSQL_PORT);
        } catch (IllegalArgumentException e) {
            throw wrong("--server: '" + text + "' is not valid; expected " + e.getMessage());
        }
    }

    private Account account() {
        if (passwordFile != null) {
            return new Account(user, Secret.ofFile(passwordFile.toAbsolutePath().toString()), null);
        }
        Secret secret = Secret.ofEnvironment(passwordVariable);
        return new Account(user, secret, System.getenv(passwordVariable) == null ? typed() : null);
    }

    private String typed() {
        Console console = System.console();
        char[] password = console == null ? null : console.readPassword("Password of MySQL user '%s': ", user);
        if (password == null) {
            throw wrong("the environment variable " + passwordVariable
                    + " is not set, and there is no terminal to ask for the"
                    + " password; set it, or name a file with --password-file");
        }
        return new String(password);
    }

    private Account clickHouseAccount() {
        if (clickHousePasswordFile != null) {
            return new Account(
                    clickHouseUser,
                    Secret.ofFile(clickHousePasswordFile.toAbsolutePath().toString()),
                    null);
        }
        boolean isSet = System.getenv(clickHousePasswordVariable) != null;
        return new Account(clickHouseUser, isSet ? Secret.ofEnvironment(clickHousePasswordVariable) : null, null);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
