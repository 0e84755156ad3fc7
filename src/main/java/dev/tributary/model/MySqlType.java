package dev.tributary.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A MySQL column type as {@code information_schema.COLUMNS.COLUMN_TYPE} spells it, taken apart: {@code decimal(18,4)
 * unsigned} is the name {@code decimal}, the arguments {@code 18} and {@code 4}, and unsigned. The members of an enum or
 * a set are its arguments, unquoted.
 */
public record MySqlType(String name, List<String> arguments, boolean unsigned) implements Serializable {

    public MySqlType {
        arguments = List.copyOf(arguments);
    }

    /** Parses a COLUMN_TYPE; anything it does not understand stays in the name, so that it is reported as written. */
    public static MySqlType parse(String columnType) {
        int open = columnType.indexOf('(');
        if (open < 0) {
            String[] words = columnType.trim().split("\\s+", 2);
            return new MySqlType(words[0].toLowerCase(Locale.ROOT), List.of(), hasWord(columnType, "unsigned"));
        }
        List<String> arguments = new ArrayList<>();
        int next = readArguments(columnType, open + 1, arguments);
        String name = columnType.substring(0, open).trim().toLowerCase(Locale.ROOT);
        return new MySqlType(name, arguments, hasWord(columnType.substring(next), "unsigned"));
    }

    private static boolean hasWord(String text, String word) {
        return List.of(text.toLowerCase(Locale.ROOT).split("\\s+")).contains(word);
    }

    /** Reads up to the closing parenthesis; answers the position after it. */
    private static int readArguments(String text, int from, List<String> arguments) {
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted) {
                if (c == '\\' && at + 1 < text.length()) {
                    argument.append(unescaped(text.charAt(at + 1)));
                    at++;
                } else if (c == '\'' && at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                    argument.append('\'');
                    at++;
                } else if (c == '\'') {
                    quoted = false;
                } else {
                    argument.append(c);
                }
            } else if (c == '\'') {
                quoted = true;
            } else if (c == ',' || c == ')') {
                arguments.add(argument.toString());
                argument.setLength(0);
                if (c == ')') {
                    return at + 1;
                }
            } else if (!Character.isWhitespace(c)) {
                argument.append(c);
            }
            at++;
        }
        throw new IllegalArgumentException("not a MySQL column type: " + text);
    }

    /** What information_schema writes with a backslash: the backslash itself, and three characters that do not print. */
    private static char unescaped(char escaped) {
        return switch (escaped) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> escaped;
        };
    }

    /** The n-th argument as a number, or the given one where the type has no such argument. */
    public int argument(int index, int otherwise) {
        return index < arguments.size() ? Integer.parseInt(arguments.get(index)) : otherwise;
    }

    @Override
    public String toString() {
        String text = name + (arguments.isEmpty() ? "" : "(" + String.join(",", arguments) + ")");
        return unsigned ? text + " unsigned" : text;
    }
}
