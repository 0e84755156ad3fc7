package dev.tributary.mysql.snapshot;

import dev.tributary.model.MySqlType;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of the key that a table is cut along: how its value is asked for, and written into a condition, so that the
 * server understands exactly the value that it has, and finds it by the index.
 *
 * @param column as the server spells it
 * @param characterSet of a text, by MySQL's name; null for others
 * @param values the highest number of an enumerated value; 0 for others
 */
public record KeyPart(String column, Form form, @Nullable String characterSet, int values) implements Serializable {

    /** How a value is written. */
    public enum Form {
        /** {@code -5}, {@code 12.50}. */
        NUMBER("-?[0-9]+(\\.[0-9]+)?"),
        /**
         * {@code '2020-01-00 00:00:00.5'}, zeros and negative times included: the server takes it for the column's
         * type.
         */
        QUOTED("'-?[0-9: .-]+'"),
        /** {@code 1.4E-45}, the shortest text of the double. */
        FLOATING("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?"),
        /** The number of a member of an ENUM, or of members of a SET. */
        ENUMERATED("[0-9]+"),
        /** The number that the bits of a BIT are. */
        BITS("[0-9]+"),
        /** {@code X'00ff'}. */
        BYTES("X'[0-9A-F]*'"),
        /** {@code _latin1 X'e9'}: the bytes in the column's own character set. Its collation compares them. */
        TEXT("_[a-z0-9]+ X'[0-9A-F]*'");

        private final Pattern literal;

        Form(String literal) {
            this.literal = Pattern.compile(literal);
        }
    }

    /** MySQL finds no enumerated values by an index that are greater than a number, but those that are in a list. */
    private static final int LONGEST_LIST = 256;

    private static final int MOST_SET_MEMBERS = 8;

    /**
     * @param prefix how many characters or bytes of the value the key holds, null for all
     * @return empty where rows cannot be told apart, or found, by the column's whole value
     */
    static Optional<KeyPart> of(String column, MySqlType type, @Nullable String characterSet, @Nullable Long prefix) {
        if (prefix != null) {
            return Optional.empty();
        }
        int members = type.arguments().size();
        return switch (type.name()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal" -> part(column, Form.NUMBER);
            case "year", "date", "datetime", "timestamp", "time" -> part(column, Form.QUOTED);
            case "float", "double" -> part(column, Form.FLOATING);
            case "bit" -> part(column, Form.BITS);
            case "binary", "varbinary" -> part(column, Form.BYTES);
            case "char", "varchar" ->
                characterSet == null ? Optional.empty() : Optional.of(new KeyPart(column, Form.TEXT, characterSet, 0));
            case "enum" -> enumerated(column, members);
            case "set" -> enumerated(column, members <= MOST_SET_MEMBERS ? (1 << members) - 1 : Integer.MAX_VALUE);
            default -> Optional.empty();
        };
    }

    private static Optional<KeyPart> part(String column, Form form) {
        return Optional.of(new KeyPart(column, form, null, 0));
    }

    private static Optional<KeyPart> enumerated(String column, int values) {
        return values < LONGEST_LIST
                ? Optional.of(new KeyPart(column, Form.ENUMERATED, null, values))
                : Optional.empty();
    }

    /** The column's name in a statement. */
    String name() {
        return Sql.name(column);
    }

    /** What to ask for, so that the answer in the text protocol makes a literal. */
    String expression() {
        return switch (form) {
            case NUMBER, QUOTED -> name();
            case FLOATING -> name() + " * 1E0";
            case ENUMERATED, BITS -> name() + " + 0";
            case BYTES, TEXT -> "HEX(" + name() + ")";
        };
    }

    /** @param answer what came for {@link #expression} */
    String literal(byte[] answer) {
        String text = new String(answer, StandardCharsets.US_ASCII);
        String literal = switch (form) {
            case NUMBER, FLOATING, ENUMERATED, BITS -> text;
            case QUOTED -> "'" + text + "'";
            case BYTES -> "X'" + text + "'";
            case TEXT -> "_" + Objects.requireNonNull(characterSet) + " X'" + text + "'";
        };
        requireLiteral(literal);
        return literal;
    }

    /** A bound comes out of a state into a statement. */
    void requireLiteral(String literal) {
        if (!form.literal.matcher(literal).matches()) {
            throw new IllegalArgumentException(
                    "not a literal of the key column '" + column + "' (" + form + "): " + literal);
        }
    }

    String isEqualTo(String literal) {
        return name() + " = " + literal;
    }

    /** Empty where no value is. */
    Optional<String> isGreaterThan(String literal) {
        return form == Form.ENUMERATED
                ? isIn(Integer.parseInt(literal) + 1, values)
                : Optional.of(name() + " > " + literal);
    }

    /** Empty where no value is. */
    Optional<String> isLessThan(String literal) {
        return form == Form.ENUMERATED ? isIn(0, Integer.parseInt(literal) - 1) : Optional.of(name() + " < " + literal);
    }

    private Optional<String> isIn(int first, int last) {
        return first > last
                ? Optional.empty()
                : Optional.of(LongStream.rangeClosed(first, last)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(", ", name() + " IN (", ")")));
    }
}
