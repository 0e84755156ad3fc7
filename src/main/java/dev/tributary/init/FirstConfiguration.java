package dev.tributary.init;

import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.Secrets;
import dev.tributary.config.ServerAddress;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.connections.ConfiguredSources;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.TargetPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a first configuration. What can be replicated is not guessed: a plan is made of the draft, tables that it refuses are
 * commented out with the reasons, and so on until it refuses none.
 */
public final class FirstConfiguration {

    private static final String LABEL = "the draft";

    /**
     * What came out.
     *
     * @param text of the file
     * @param problems what keeps it from passing {@code check}, beyond tables that are commented out
     */
    public record Result(String text, int databases, int tables, int doubtful, List<Problem> problems) {

        public Result {
            problems = List.copyOf(problems);
        }
    }

    private final InitRequest request;
    private final Draft draft;

    public FirstConfiguration(InitRequest request) {
        this.request = request;
        this.draft = new Draft(request);
    }

    /** @throws ConfigurationException if a server cannot be looked at, or no database is selected */
    public Result make() throws ConfigurationException {
        List<SurveyedDatabase> databases = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (ServerAddress server : request.servers()) {
            survey(server, databases, problems);
        }
        ConfigurationException.throwIfAny(problems);
        draft.databases(databases);
        List<Problem> left = draft.main().isEmpty() ? List.of() : settle();
        draft.remarks(left.stream().map(Problem::toString).toList());
        return new Result(
                draft.text(false),
                draft.main().size(),
                draft.tables().size(),
                (int) draft.tables().stream().filter(DraftTable::isDoubtful).count(),
                left);
    }

    private void survey(ServerAddress server, List<SurveyedDatabase> databases, List<Problem> problems)
            throws ConfigurationException {
        SyncConfig config = read(draft.survey(server));
        Checklist checklist = new Checklist();
        List<ConnectionConfig> connections = new ConfiguredSources(Secrets.ofProcess(), checklist)
                .complete(config)
                .connections();
        problems.addAll(checklist.problems());
        if (connections.isEmpty()) {
            return;
        }
        try {
            databases.addAll(Survey.of(connections, config.source().connectTimeout()));
        } catch (SQLException e) {
            problems.add(new Problem("server " + server, "cannot be looked at: " + MySqlSession.describe(e)));
        }
    }

    /** Comments out what a plan refuses, until it refuses none of the tables; what else it refuses is returned. */
    private List<Problem> settle() throws ConfigurationException {
        while (true) {
            Planner.Outcome outcome = Planner.examine(read(draft.text(true)));
            ReplicationPlan plan = outcome.plan();
            if (plan != null) {
                note(plan);
                return List.of();
            }
            List<Problem> others = new ArrayList<>();
            Map<DraftTable, List<String>> doubts = new LinkedHashMap<>();
            for (Checklist.Item item : outcome.checklist().items()) {
                Problem problem = item.problem();
                DraftTable table = problem == null ? null : tableOf(item.subject());
                if (table != null && problem != null) {
                    doubts.computeIfAbsent(table, unused -> new ArrayList<>()).add(problem.toString());
                } else if (problem != null && !isOfUnknownClickHouse(item.subject())) {
                    others.add(problem);
                }
            }
            if (doubts.isEmpty()) {
                return others;
            }
            doubts.forEach((table, texts) -> texts.forEach(text -> table.doubt(Draft.oneLine(text))));
            if (draft.tables().stream().allMatch(DraftTable::isDoubtful)) {
                return others;
            }
        }
    }

    private boolean isOfUnknownClickHouse(String subject) {
        return request.clickHouse() == null && subject.startsWith("clickhouse ");
    }

    /** The table that a finding is about, by what the planner calls its subjects. */
    private @Nullable DraftTable tableOf(String subject) {
        InitRequest.ClickHouse clickHouse = request.clickHouse();
        String target = "target " + (clickHouse == null ? "default" : clickHouse.database()) + ".";
        return draft.tables().stream()
                .filter(table -> !table.isDoubtful())
                .filter(table -> subject.equals("table " + table.name())
                        || subject.equals("table '" + table.name() + "'")
                        || subject.equals(target + table.name()))
                .findFirst()
                .orElse(null);
    }

    private void note(ReplicationPlan plan) {
        for (TargetPlan target : plan.targets()) {
            draft.tables().stream()
                    .filter(table ->
                            table.name().equals(target.schema().target().table()))
                    .forEach(table -> table.note(target.dates().stream()
                            .map(note -> Draft.oneLine(String.valueOf(note)))
                            .toList()));
        }
    }

    private static SyncConfig read(String yaml) throws ConfigurationException {
        return ConfigReader.read(LABEL, yaml, Secrets.ofProcess());
    }
}
