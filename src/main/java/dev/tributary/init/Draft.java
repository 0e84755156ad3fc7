package dev.tributary.init;

import dev.tributary.config.NamePattern;
import dev.tributary.config.ServerAddress;
import dev.tributary.init.InitRequest.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration in the making: its text, as it will be written and as it is tried before. */
final class Draft {

    /** Editors with a YAML language server complete and check by it. */
    static final String SCHEMA_LINE = "# yaml-language-server: $schema=sync.schema.json";

    private static final String NO_CLICKHOUSE = "http://localhost:8123";

    private final InitRequest request;
    private final Map<ServerAddress, String> prefixes = new LinkedHashMap<>();
    private List<List<SurveyedDatabase>> groups = List.of();
    private List<SurveyedDatabase> all = List.of();
    private final List<DraftTable> tables = new ArrayList<>();
    private List<String> remarks = List.of();

    Draft(InitRequest request) {
        this.request = request;
    }

    /** Databases of one name on several servers need connections of different names. */
    void databases(List<SurveyedDatabase> found) {
        all = List.copyOf(found);
        groups = Survey.groups(found);
        boolean repeated = found.stream().map(SurveyedDatabase::name).distinct().count() < found.size();
        if (repeated) {
            for (ServerAddress server : request.servers()) {
                String host = server.host().replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
                boolean sameHost = request.servers().stream()
                                .filter(other -> other.host().equals(server.host()))
                                .count()
                        > 1;
                prefixes.put(server, host + (sameHost ? "-" + server.port() : "") + "-");
            }
        }
        Set<String> names = new TreeSet<>();
        main().forEach(database -> names.addAll(database.tableNames()));
        names.forEach(name -> tables.add(new DraftTable(name, main())));
    }

    /** The databases that the configuration replicates. */
    List<SurveyedDatabase> main() {
        return groups.isEmpty() ? List.of() : groups.get(0);
    }

    List<DraftTable> tables() {
        return tables;
    }

    void remarks(List<String> texts) {
        remarks = List.copyOf(texts);
    }

    /** What selects the databases to look at, with passwords as this process has them. Never written. */
    String survey(ServerAddress server) {
        return "clickhouse: {url: '" + NO_CLICKHOUSE + "'}\nservers:\n"
                + String.join("\n", server(server, Yaml.list(request.databases()), request.excluded(), true)) + "\n";
    }

    /** @param secret whether passwords that were typed are in it, to be tried; such a text is never written */
    String text(boolean secret) {
        List<String> lines = new ArrayList<>();
        lines.add(SCHEMA_LINE);
        lines.add(
                "# Written by 'tributary init'. Look through it, then: tributary check; docs/configuration.md has every key.");
        remarks.forEach(remark -> lines.add("# ✗ " + oneLine(remark)));
        lines.add("");
        lines.add("job:");
        lines.add("  name: " + Yaml.text(request.job())
                + "  # the job's identity: never change it while its state matters");
        lines.add("");
        clickHouse(secret, lines);
        lines.add("");
        servers(secret, lines);
        lines.add("");
        others(lines);
        lines.add(
                "# Each is replicated from every database. What is commented out cannot be, for the reason below it.");
        lines.add(tables.stream().allMatch(DraftTable::isDoubtful) ? "tables: []" : "tables:");
        tables.forEach(table -> lines.addAll(table.lines()));
        return String.join("\n", lines) + "\n";
    }

    private void clickHouse(boolean secret, List<String> lines) {
        InitRequest.ClickHouse clickHouse = request.clickHouse();
        lines.add("clickhouse:");
        if (clickHouse == null) {
            lines.add("  url: " + NO_CLICKHOUSE + "  # ✗ none was named, so that nothing is known of targets");
            return;
        }
        lines.add("  url: " + Yaml.text(clickHouse.url()));
        account(clickHouse.account(), secret, "  ", lines);
        lines.add("  database: " + Yaml.text(clickHouse.database()) + "  # where targets go");
    }

    private static void account(Account account, boolean secret, String indent, List<String> lines) {
        lines.add(indent + "user: " + Yaml.text(account.user()));
        String typed = account.typed();
        if (secret && typed != null) {
            lines.add(indent + "password: '" + typed.replace("'", "''") + "'");
        } else if (account.password() != null) {
            lines.add(indent + "password: " + Yaml.reference(account.password()));
        }
    }

    private void servers(boolean secret, List<String> lines) {
        lines.add(
                "# " + (main().isEmpty() ? "No database has tables." : main().size() + " databases of one structure."));
        lines.add(main().isEmpty() ? "servers: []" : "servers:");
        for (ServerAddress server : request.servers()) {
            List<String> selected = names(server, main());
            if (selected.isEmpty()) {
                lines.add("  # " + server + " has none of them.");
                continue;
            }
            List<String> others = names(server, all).stream()
                    .filter(name -> !selected.contains(name))
                    .toList();
            boolean byPattern = request.databases().stream().anyMatch(name -> name.contains("%"))
                    && request.databases().stream()
                            .allMatch(name ->
                                    selected.stream().anyMatch(database -> new NamePattern(name).matches(database)));
            Set<String> excluded = new LinkedHashSet<>();
            if (byPattern) {
                excluded.addAll(request.excluded());
                excluded.addAll(others);
            }
            lines.addAll(server(
                    server, Yaml.list(byPattern ? request.databases() : selected), List.copyOf(excluded), secret));
        }
    }

    private List<String> server(ServerAddress server, String databases, List<String> excluded, boolean secret) {
        List<String> lines = new ArrayList<>();
        lines.add("  - host: " + Yaml.text(server.host()));
        lines.add("    port: " + server.port());
        account(request.account(), secret, "    ", lines);
        if (request.tls() != null) {
            lines.add("    tls: " + Yaml.text(request.tls()));
        }
        lines.add("    databases: " + databases);
        if (!excluded.isEmpty()) {
            lines.add("    exclude-databases: " + Yaml.list(excluded));
        }
        @Nullable String prefix = prefixes.get(server);
        if (prefix != null) {
            lines.add("    name-prefix: " + Yaml.text(prefix) + "  # servers have databases of one name");
        }
        return lines;
    }

    private static List<String> names(ServerAddress server, List<SurveyedDatabase> databases) {
        return databases.stream()
                .filter(database -> database.server().isSame(server))
                .map(SurveyedDatabase::name)
                .toList();
    }

    /** Databases of other structures, each structure for a file of its own. */
    private void others(List<String> lines) {
        for (List<SurveyedDatabase> group : groups.subList(Math.min(1, groups.size()), groups.size())) {
            lines.add("# Of another structure, for a file of its own (--databases): "
                    + group.stream().map(SurveyedDatabase::toString).collect(Collectors.joining(", ")));
        }
        List<String> empty = all.stream()
                .filter(database -> database.tables().isEmpty())
                .map(SurveyedDatabase::toString)
                .toList();
        if (!empty.isEmpty()) {
            lines.add("# Without tables: " + String.join(", ", empty));
        }
    }

    static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
