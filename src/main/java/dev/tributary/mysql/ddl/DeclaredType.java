package dev.tributary.mysql.ddl;

import dev.tributary.model.MySqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type as a statement declares it, by the name that {@code information_schema} has for it; what depends on the character set
 * of the table is open.
 *
 * @param arguments in the form of {@link TypeForm}; of a text with a length the length
 * @param characterSet that the declaration names; null for none
 */
public record DeclaredType(
        String name,
        List<String> arguments,
        boolean unsigned,
        @Nullable String characterSet) {

    /** The bytes of a row that a VARCHAR can take at most. */
    private static final long LONGEST_VARCHAR = 65_535;

    public DeclaredType {
        arguments = List.copyOf(arguments);
    }

    /** A type of a column. @param characterSet of its texts; null where it has none */
    record Resolved(MySqlType type, @Nullable String characterSet) {}

    /** Whether its values are texts, whose character set can be the table's. */
    boolean isText() {
        return TypeForm.isText(name);
    }

    /** @param tableCharacterSet of texts that name none; null where it is not known, and a text needs one then */
    Resolved resolve(@Nullable String tableCharacterSet) {
        if (name.equals("varbinary") && Long.parseLong(arguments.get(0)) > LONGEST_VARCHAR) {
            return bytes(TypeForm.blobOfText(TypeForm.textOf(Long.parseLong(arguments.get(0)))), List.of());
        }
        if (!isText()) {
            return new Resolved(new MySqlType(name, arguments, unsigned), null);
        }
        String chosen = characterSet == null ? tableCharacterSet : characterSet;
        if (chosen == null) {
            throw new UnknownCharacterSetException();
        }
        return resolveText(CharacterSetRules.canonical(chosen));
    }

    private Resolved resolveText(String chosen) {
        boolean ofBytes = chosen.equals(CharacterSetRules.BINARY);
        if (name.equals("enum") || name.equals("set")) {
            return new Resolved(new MySqlType(name, arguments, false), ofBytes ? null : chosen);
        }
        if (name.equals("char")) {
            return ofBytes ? bytes("binary", arguments) : text("char", arguments, chosen);
        }
        long length = arguments.isEmpty() ? 0 : Long.parseLong(arguments.get(0));
        long most = length * CharacterSetRules.longest(chosen);
        if (name.equals("varchar") && most <= LONGEST_VARCHAR) {
            return ofBytes ? bytes("varbinary", arguments) : text("varchar", arguments, chosen);
        }
        String sized = arguments.isEmpty() ? name : TypeForm.textOf(most);
        return ofBytes ? bytes(TypeForm.blobOfText(sized), List.of()) : text(sized, List.of(), chosen);
    }

    private static Resolved text(String name, List<String> arguments, String characterSet) {
        return new Resolved(new MySqlType(name, arguments, false), characterSet);
    }

    private static Resolved bytes(String name, List<String> arguments) {
        return new Resolved(new MySqlType(name, arguments, false), null);
    }
}
