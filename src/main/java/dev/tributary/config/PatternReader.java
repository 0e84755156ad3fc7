package dev.tributary.config;

import dev.tributary.config.PatternOptions.Otherwise;
import dev.tributary.config.Patterns.ServerPattern;
import dev.tributary.config.Patterns.TablePattern;
import dev.tributary.config.SyncConfig.Presence;
import dev.tributary.config.SyncConfig.TableConfig;
import java.util.List;
import java.util.stream.Stream;

/** Reads the entries that select databases and tables by patterns. */
final class PatternReader {

    /** What is said of one table, and of its columns, which other tables do not have. */
    private static final List<Option<?>> OF_ONE_TABLE = List.of(
            TableOptions.TABLE_MERGE_KEY,
            TableOptions.TABLE_EXCLUDE_COLUMNS,
            TableOptions.TABLE_COLUMN_TYPES,
            TableOptions.TABLE_RENAME_COLUMNS,
            TableOptions.TABLE_ZERO_DATES,
            TableOptions.TABLE_OUT_OF_RANGE_DATES,
            TableOptions.TABLE_ROWS,
            PatternOptions.TABLE_WHERE_MISSING);

    private PatternReader() {}

    static ServerPattern server(Settings server) {
        String databases = PatternOptions.SERVER_DATABASES.name();
        List<NamePattern> selected = names(server, PatternOptions.SERVER_DATABASES);
        if (!server.has(databases) || server.isEmptyList(databases)) {
            server.problem(databases, "selects no database; name databases or patterns, like ['shop_%'] or ['*']");
        }
        return new ServerPattern(
                server.path(),
                ConfigReader.endpoint(server),
                selected,
                names(server, PatternOptions.SERVER_EXCLUDE_DATABASES),
                server.get(PatternOptions.SERVER_NAME_PREFIX),
                server.pairs(EndpointOptions.CONNECTION_CONSTANTS),
                server.get(EndpointOptions.CONNECTION_ACTIVE));
    }

    static boolean isPattern(Settings table) {
        return NamePattern.isPattern(table.textOrEmpty(TableOptions.TABLE_SOURCE));
    }

    static TablePattern table(Settings table) {
        TableConfig read = TableReader.read(table);
        OF_ONE_TABLE.stream()
                .filter(option -> table.has(option.name()))
                .forEach(option -> table.problem(
                        option.name(),
                        "is of one table, beside the pattern '" + read.source()
                                + "'; name that table in an entry of its own, which counts in the pattern's place"));
        String target = TableOptions.TABLE_TARGET.name();
        if (table.has(target) && !read.target().contains(TablePattern.NAME)) {
            table.problem(
                    target,
                    "'" + read.target()
                            + "' would be the target of every table; write * where the table's name goes, like"
                            + " 'analytics.*'");
        }
        Otherwise withoutKey = table.get(PatternOptions.TABLE_WITHOUT_KEY);
        TableConfig template = new TableConfig(
                read.source(),
                table.has(target) ? read.target() : TablePattern.NAME,
                read.mergeKey(),
                read.overrides(),
                read.cascades(),
                withoutKey == Otherwise.LEAVE_OUT ? Presence.WHERE_KEYED : Presence.WHERE_FOUND,
                read.active());
        return new TablePattern(table.path(), names(table, PatternOptions.TABLE_EXCLUDE), template);
    }

    /** Which of the databases must have a table that is named. */
    static Presence presence(Settings table) {
        return table.get(PatternOptions.TABLE_WHERE_MISSING) == Otherwise.LEAVE_OUT
                ? Presence.WHERE_FOUND
                : Presence.EVERYWHERE;
    }

    /** A table that is named has nothing to exclude. */
    static void refuseOptionsOfPatterns(Settings table) {
        Stream.of(PatternOptions.TABLE_EXCLUDE, PatternOptions.TABLE_WITHOUT_KEY)
                .filter(option -> table.has(option.name()))
                .forEach(option -> table.problem(
                        option.name(),
                        "is of patterns, and '" + table.textOrEmpty(TableOptions.TABLE_SOURCE)
                                + "' is one table; remove it, or write a pattern with % as source"));
    }

    private static List<NamePattern> names(Settings section, Option<String> option) {
        return section.texts(option).stream().map(NamePattern::new).toList();
    }
}
