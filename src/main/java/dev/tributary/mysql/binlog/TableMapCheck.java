package dev.tributary.mysql.binlog;

import dev.tributary.model.Column;
import dev.tributary.mysql.ddl.TableStructure;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the form in which a server writes a table's rows against the structure that they are about to be read by. Where they
 * differ, the table was altered without a statement in the binlog (sql_log_bin = 0), or the structure was followed wrongly.
 * It says nothing of what it cannot judge.
 */
public final class TableMapCheck {

    private static final Set<String> NUMBERS = Set.of(
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "integer",
            "bigint",
            "decimal",
            "numeric",
            "float",
            "double",
            "real");

    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private static final Set<String> MEMBERS = Set.of("enum", "set");

    /** In the place of a collation. */
    private static final int UNSAID = 0;

    private TableMapCheck() {}

    /** The first difference, for people; null if there is none. */
    public static @Nullable String difference(TableMap map, TableStructure structure) {
        List<Column> columns = structure.columns();
        List<Integer> visible = BinlogColumns.visible(map, structure);
        if (visible.size() < columns.size() || visible.size() > columns.size() && map.columnNames() != null) {
            return "its rows have " + visible.size() + " columns" + names(map) + ", where " + columns.size()
                    + " are expected";
        }
        // Hidden columns without names can stand anywhere: the columns must be found among the others in their order.
        int at = 0;
        String first = null;
        for (Column column : columns) {
            String difference = null;
            while (at < visible.size()) {
                difference = difference(map, visible.get(at), column, structure);
                at++;
                if (difference == null || visible.size() == columns.size()) {
                    break;
                }
                first = first == null ? difference : first;
            }
            if (difference != null) {
                return first == null ? difference : first;
            }
        }
        return null;
    }

    private static String names(TableMap map) {
        List<String> names = map.columnNames();
        return names == null ? "" : " (" + String.join(", ", names) + ")";
    }

    private static @Nullable String difference(TableMap map, int index, Column column, TableStructure structure) {
        List<String> names = map.columnNames();
        if (names != null && !names.get(index).equalsIgnoreCase(column.name())) {
            return "column " + (index + 1) + " is '" + names.get(index) + "', where '" + column.name()
                    + "' is expected";
        }
        String what = differenceOfForm(map, index, column, structure);
        if (what == null) {
            what = differenceOfMeaning(map, index, column, structure);
        }
        return what == null
                ? null
                : "column " + (index + 1) + " " + what + ", where " + expected(column, structure) + " is expected";
    }

    private static String expected(Column column, TableStructure structure) {
        return "'" + column.name() + "' " + column.type() + (column.nullable() ? "" : " NOT NULL")
                + (TEXTS.contains(column.type().name())
                        ? " in " + String.join(" or ", ColumnForm.characterSets(column, structure))
                        : "");
    }

    private static @Nullable String differenceOfForm(TableMap map, int index, Column column, TableStructure structure) {
        ColumnForm form = ColumnForm.of(column, structure);
        int code = map.types()[index] & 0xFF;
        int metadata = map.metadata()[index];
        return form == null || form.fits(code, metadata) ? null : "is written as " + TypeNames.of(code, metadata);
    }

    private static @Nullable String differenceOfMeaning(
            TableMap map, int index, Column column, TableStructure structure) {
        String type = column.type().name();
        if (map.nullable().get(index) != column.nullable()) {
            return column.nullable() ? "cannot be NULL" : "can be NULL";
        }
        BitSet unsigned = map.signedness();
        if (unsigned != null
                && NUMBERS.contains(type)
                && unsigned.get(index) != column.type().unsigned()) {
            return unsigned.get(index) ? "is unsigned" : "is signed";
        }
        int[] collations = map.collations();
        if (collations != null && collations[index] != UNSAID) {
            String difference = differenceOfCharacterSet(collations[index], column, structure);
            if (difference != null) {
                return difference;
            }
        }
        List<List<String>> members = map.members();
        List<String> expected = column.type().arguments();
        return members != null && MEMBERS.contains(type) && !isSame(members.get(index), expected)
                ? "has the members " + members.get(index)
                : null;
    }

    private static @Nullable String differenceOfCharacterSet(int collation, Column column, TableStructure structure) {
        String characterSet = Collations.characterSet(collation);
        if (characterSet == null) {
            return null;
        }
        String type = column.type().name();
        if (collation == Collations.BINARY && MEMBERS.contains(type)) {
            return null; // Of members that are bytes, information_schema names no character set.
        }
        boolean fits = BYTES.contains(type)
                ? collation == Collations.BINARY
                : !TEXTS.contains(type)
                        || ColumnForm.characterSets(column, structure).contains(characterSet);
        return fits ? null : "is in the character set " + characterSet;
    }

    /** Empty ones are not known. MySQL takes blanks off the ends of members, a statement can have them. What a character set does not define says nothing. */
    private static boolean isSame(List<String> written, List<String> expected) {
        if (written.isEmpty()) {
            return true;
        }
        if (written.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < written.size(); i++) {
            String member = written.get(i).stripTrailing();
            if (member.codePoints().noneMatch(TableMapCheck::isNoCharacter)
                    && !member.equals(expected.get(i).stripTrailing())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNoCharacter(int codePoint) {
        return codePoint == 0xFFFD || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
