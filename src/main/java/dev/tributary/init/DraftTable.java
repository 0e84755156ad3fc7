package dev.tributary.init;

import dev.tributary.config.NamePattern;
import dev.tributary.init.SurveyedDatabase.Table;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of the draft: what is proposed for it, what is known of it, and what keeps it from being replicated. */
final class DraftTable {

    private static final int NAMES_AT_MOST = 5;

    private final String name;
    private final List<SurveyedDatabase> having;
    private final List<SurveyedDatabase> lacking;
    private final List<String> doubts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    DraftTable(String name, List<SurveyedDatabase> group) {
        this.name = name;
        this.having = group.stream()
                .filter(database -> database.tables().containsKey(name))
                .toList();
        this.lacking = group.stream()
                .filter(database -> !database.tables().containsKey(name))
                .toList();
        if (!NamePattern.isTableName(name) || NamePattern.isPattern(name)) {
            doubts.add("names with dots, blanks, backticks or % cannot be replicated; rename it");
        }
    }

    String name() {
        return name;
    }

    boolean isDoubtful() {
        return !doubts.isEmpty();
    }

    void doubt(String problem) {
        doubts.add(problem);
    }

    /** Takes the place of what was noted before. */
    void note(List<String> texts) {
        notes.clear();
        notes.addAll(texts);
    }

    /** The entry in the list of tables, in comments where the table is doubtful. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String mark = isDoubtful() ? "# " : "";
        lines.add("  " + mark + "- source: " + Yaml.text(name) + "  # " + size() + "; " + keyText());
        uniqueKey().ifPresent(key -> lines.add("  " + mark + "  merge-key: " + Yaml.list(key)));
        ForeignKey key = having.stream()
                .flatMap(database -> Stream.ofNullable(database.foreignKeys().get(name)))
                .findFirst()
                .orElse(null);
        if (key != null) {
            lines.add("  " + mark + "  cascades: follow  # rows change without events, by foreign key " + key);
        }
        if (!lacking.isEmpty()) {
            lines.add("  " + mark + "  where-missing: leave-out  # " + names(lacking));
        }
        notes.forEach(note -> lines.add("  " + mark + "  # " + note));
        doubts.forEach(doubt -> lines.add("  #   ✗ " + doubt));
        return lines;
    }

    private String size() {
        long rows = 0;
        long bytes = 0;
        for (SurveyedDatabase database : having) {
            Table table = Objects.requireNonNull(database.tables().get(name));
            rows += table.rows();
            bytes += table.bytes();
        }
        return String.format(
                Locale.ROOT,
                "about %,d rows, %s in %d database%s",
                rows,
                bytes(bytes),
                having.size(),
                having.size() == 1 ? "" : "s");
    }

    static String bytes(long bytes) {
        if (bytes < 1L << 20) {
            return (bytes + 1023) / 1024 + " KB";
        }
        return bytes < 1L << 30
                ? bytes / (1L << 20) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }

    private TableSchema schema() {
        return Objects.requireNonNull(having.get(0).tables().get(name)).schema();
    }

    private String keyText() {
        List<String> primary = schema().primaryKey();
        return !primary.isEmpty()
                ? "merged by its primary key (" + String.join(", ", primary) + ")"
                : schema().keys().isEmpty() ? "it has no key" : "it has no primary key, but a unique one";
    }

    private Optional<List<String>> uniqueKey() {
        return schema().primaryKey().isEmpty() ? schema().keys().stream().findFirst() : Optional.empty();
    }

    private static String names(List<SurveyedDatabase> databases) {
        String first = databases.stream()
                .limit(NAMES_AT_MOST)
                .map(SurveyedDatabase::toString)
                .collect(Collectors.joining(", "));
        int more = databases.size() - NAMES_AT_MOST;
        return "not in " + first + (more > 0 ? " and " + more + " more" : "");
    }
}
