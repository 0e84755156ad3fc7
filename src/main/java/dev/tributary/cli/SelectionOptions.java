package dev.tributary.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which tables a command is about. */
final class SelectionOptions {

    @Option(names = "--source", paramLabel = "NAME", description = "The connection; without it all of them.")
    private @Nullable String source;

    @Option(names = "--table", paramLabel = "NAME", description = "The source table; without it all of them.")
    private @Nullable String table;

    @Nullable
    String source() {
        return source;
    }

    @Nullable
    String table() {
        return table;
    }

    /**
     * @param sourceDatabase the name of a table's connection
     * @param sourceTable its name in MySQL
     */
    boolean selects(String sourceDatabase, String sourceTable) {
        return (source == null || source.equals(sourceDatabase)) && (table == null || table.equals(sourceTable));
    }

    /** All tables of all databases are never meant by leaving something out. */
    void requireAny(CommandSpec spec) {
        if (source == null && table == null) {
            throw new ParameterException(
                    spec.commandLine(), "Which tables? Name a connection (--source), a table (--table), or both.");
        }
    }
}
