package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import java.util.List;

/** What CONVERT TO CHARACTER SET makes of a column: a text has as much room as before, counted in characters. */
final class ConvertedTexts {

    private ConvertedTexts() {}

    static Column convert(Column column, String characterSet) {
        String from = column.characterSet();
        if (from == null || !TypeForm.isText(column.type().name()) || from.equals(CharacterSetRules.BINARY)) {
            return column;
        }
        String to = CharacterSetRules.canonical(characterSet);
        MySqlType type = column.type();
        long capacity = TypeForm.capacity(type.name());
        if (capacity < 0 || TypeForm.hasMembers(type.name())) {
            DeclaredType.Resolved resolved =
                    new DeclaredType(type.name(), type.arguments(), type.unsigned(), to).resolve(to);
            return new Column(column.name(), resolved.type(), column.nullable(), resolved.characterSet());
        }
        long needed = capacity / CharacterSetRules.longest(from) * CharacterSetRules.longest(to);
        String sized = needed <= capacity ? type.name() : TypeForm.textOf(needed);
        return to.equals(CharacterSetRules.BINARY)
                ? new Column(
                        column.name(), new MySqlType(TypeForm.blobOfText(sized), List.of(), false), column.nullable())
                : new Column(column.name(), new MySqlType(sized, List.of(), false), column.nullable(), to);
    }
}
