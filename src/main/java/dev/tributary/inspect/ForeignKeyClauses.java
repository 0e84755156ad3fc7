package dev.tributary.inspect;

import dev.tributary.model.ForeignKey;
import dev.tributary.model.ForeignKey.Action;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the foreign keys in the answer to {@code SHOW CREATE TABLE}, which writes each on a line of its own. */
final class ForeignKeyClauses {

    private static final String NAME = "`(?:[^`]|``)*`";
    private static final String NAMES = "\\((" + NAME + "(?:, ?" + NAME + ")*)\\)";
    private static final String ACTION = "(RESTRICT|NO ACTION|CASCADE|SET NULL|SET DEFAULT)";
    private static final Pattern CLAUSE = Pattern.compile(
            "^\\s*CONSTRAINT (" + NAME + ") FOREIGN KEY " + NAMES + " REFERENCES (?:(" + NAME + ")\\.)?(" + NAME + ") "
                    + NAMES + "(?: ON DELETE " + ACTION + ")?(?: ON UPDATE " + ACTION + ")?,?\\s*$",
            Pattern.MULTILINE);
    private static final Pattern ONE_NAME = Pattern.compile(NAME);

    private ForeignKeyClauses() {}

    /** @param statement as the server writes it with sql_quote_show_create and without ANSI_QUOTES */
    static List<ForeignKey> read(TableId child, String statement) {
        List<ForeignKey> keys = new ArrayList<>();
        Matcher clause = CLAUSE.matcher(statement);
        while (clause.find()) {
            String database = clause.group(3);
            keys.add(new ForeignKey(
                    unquote(clause.group(1)),
                    child,
                    names(clause.group(2)),
                    new TableId(database == null ? child.database() : unquote(database), unquote(clause.group(4))),
                    names(clause.group(5)),
                    action(clause.group(6)),
                    action(clause.group(7))));
        }
        return keys;
    }

    /** The usual action is not written. */
    private static Action action(@Nullable String text) {
        return text == null ? Action.RESTRICT : Action.parse(text);
    }

    private static List<String> names(String list) {
        return ONE_NAME.matcher(list)
                .results()
                .map(name -> unquote(name.group()))
                .toList();
    }

    private static String unquote(String name) {
        return name.substring(1, name.length() - 1).replace("``", "`");
    }
}
