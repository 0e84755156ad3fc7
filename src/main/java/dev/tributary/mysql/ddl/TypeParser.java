package dev.tributary.mysql.ddl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the type of a column with all that belongs to it, by any of its names. */
final class TypeParser {

    private static final Map<String, String> WHOLE_NUMBERS = Map.ofEntries(
            Map.entry("tinyint", "tinyint"),
            Map.entry("int1", "tinyint"),
            Map.entry("bool", "tinyint"),
            Map.entry("boolean", "tinyint"),
            Map.entry("smallint", "smallint"),
            Map.entry("int2", "smallint"),
            Map.entry("mediumint", "mediumint"),
            Map.entry("middleint", "mediumint"),
            Map.entry("int3", "mediumint"),
            Map.entry("int", "int"),
            Map.entry("integer", "int"),
            Map.entry("int4", "int"),
            Map.entry("bigint", "bigint"),
            Map.entry("int8", "bigint"),
            Map.entry("year", "year"));

    private static final String NATIONAL = "utf8mb3";

    /** The precision up to which FLOAT(p) is one of single precision. */
    private static final int SINGLE_PRECISION = 24;

    private final DdlTokens tokens;
    private final boolean mariaDb;
    private final boolean ansi;

    private boolean unsigned;
    private @Nullable String characterSet;

    /** @param ansi whether the session's mode may be one of those by which REAL is a FLOAT */
    TypeParser(DdlTokens tokens, boolean mariaDb, boolean ansi) {
        this.tokens = tokens;
        this.mariaDb = mariaDb;
        this.ansi = ansi;
    }

    DeclaredType read() {
        unsigned = false;
        characterSet = null;
        if (tokens.peek().kind() != Token.Kind.WORD) {
            throw tokens.unexpected();
        }
        String word = tokens.peek().text().toLowerCase(Locale.ROOT);
        String whole = WHOLE_NUMBERS.get(word);
        if (whole != null) {
            tokens.next();
            arguments();
            signs();
            return type(whole, List.of());
        }
        return switch (word) {
            case "decimal", "dec", "numeric", "fixed" -> decimal();
            case "float", "float4" -> floating();
            case "double", "real", "float8" -> real(word);
            case "bit" -> ofLength("bit", "1");
            case "date" -> plain("date");
            case "time", "datetime", "timestamp" -> moment(word);
            case "binary" -> ofLength("binary", "1");
            case "varbinary" -> ofLength("varbinary", "");
            case "tinyblob", "mediumblob", "longblob" -> plain(word);
            case "blob" -> blob();
            case "json" -> json();
            case "enum", "set" -> members(word);
            case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon" ->
                plain(word);
            case "geometrycollection", "geomcollection" -> plain("geomcollection");
            default -> text(word);
        };
    }

    private DeclaredType type(String name, List<String> arguments) {
        return new DeclaredType(name, arguments, unsigned, characterSet);
    }

    private DeclaredType plain(String name) {
        tokens.next();
        return type(name, List.of());
    }

    /** The numbers in parentheses, if there are any. */
    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (tokens.accept('(')) {
            do {
                arguments.add(Long.toString(Long.parseLong(tokens.number())));
            } while (tokens.accept(','));
            tokens.expect(')');
        }
        return arguments;
    }

    private void signs() {
        while (tokens.isAtAny("SIGNED", "UNSIGNED", "ZEROFILL")) {
            unsigned |= !tokens.next().is("SIGNED");
        }
    }

    private DeclaredType decimal() {
        tokens.next();
        List<String> given = arguments();
        signs();
        String digits = given.isEmpty() || given.get(0).equals("0") ? "10" : given.get(0);
        return type("decimal", List.of(digits, given.size() < 2 ? "0" : given.get(1)));
    }

    private DeclaredType floating() {
        tokens.next();
        List<String> given = arguments();
        signs();
        if (given.size() == 1) {
            return type(Integer.parseInt(given.get(0)) > SINGLE_PRECISION ? "double" : "float", List.of());
        }
        return type("float", given);
    }

    private DeclaredType real(String word) {
        if (ansi && word.equals("real")) {
            throw new DdlSyntaxException("REAL, which is one of two types in a session of mode ANSI");
        }
        tokens.next();
        tokens.accept("PRECISION");
        List<String> given = arguments();
        signs();
        return type("double", given);
    }

    private DeclaredType ofLength(String name, String otherwise) {
        tokens.next();
        List<String> given = arguments();
        return type(name, given.isEmpty() && !otherwise.isEmpty() ? List.of(otherwise) : given);
    }

    private DeclaredType moment(String name) {
        List<String> digits = ofLength(name, "0").arguments();
        return type(name, digits.equals(List.of("0")) ? List.of() : digits);
    }

    private DeclaredType blob() {
        tokens.next();
        List<String> given = arguments();
        String sized = given.isEmpty() || mariaDb && given.get(0).equals("0")
                ? "text"
                : TypeForm.textOf(Long.parseLong(given.get(0)));
        return type(TypeForm.blobOfText(sized), List.of());
    }

    private DeclaredType json() {
        tokens.next();
        if (mariaDb) {
            characterSet = "utf8mb4";
            return type("longtext", List.of());
        }
        return type("json", List.of());
    }

    /** MySQL takes the blanks at a member's end away. */
    private DeclaredType members(String name) {
        tokens.next();
        tokens.expect('(');
        List<String> members = new ArrayList<>();
        do {
            members.add(member().replaceAll(" +$", ""));
        } while (tokens.accept(','));
        tokens.expect(')');
        characterSet();
        return type(name, members);
    }

    private String member() {
        if (tokens.peek().kind() != Token.Kind.BYTES) {
            return tokens.text();
        }
        String text = new String(HexFormat.of().parseHex(tokens.next().text()), StandardCharsets.UTF_8);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new DdlSyntaxException("a member in bytes, whose character set is not known");
        }
        return text;
    }

    private DeclaredType text(String word) {
        String name = textName(word);
        List<String> given =
                name.equals("char") || name.equals("varchar") || name.equals("text") ? arguments() : List.of();
        if (mariaDb && name.equals("text") && given.equals(List.of("0"))) {
            given = List.of();
        }
        String national = characterSet;
        characterSet();
        if (national != null) {
            characterSet = national;
        }
        return type(name, name.equals("char") && given.isEmpty() ? List.of("1") : given);
    }

    private String textName(String word) {
        tokens.next();
        switch (word) {
            case "char", "character" -> {
                return tokens.accept("VARYING") ? "varchar" : "char";
            }
            case "varchar", "varcharacter" -> {
                return "varchar";
            }
            case "nchar" -> {
                characterSet = NATIONAL;
                return tokens.acceptAny("VARCHAR", "VARCHARACTER", "VARYING") ? "varchar" : "char";
            }
            case "nvarchar" -> {
                characterSet = NATIONAL;
                return "varchar";
            }
            case "national" -> {
                characterSet = NATIONAL;
                if (tokens.acceptAny("VARCHAR", "VARCHARACTER")) {
                    return "varchar";
                }
                if (!tokens.acceptAny("CHAR", "CHARACTER")) {
                    throw tokens.unexpected();
                }
                return tokens.accept("VARYING") ? "varchar" : "char";
            }
            case "tinytext", "text", "mediumtext", "longtext" -> {
                return word;
            }
            case "long" -> {
                return longText();
            }
            default -> throw new DdlSyntaxException("the type '" + word + "'");
        }
    }

    private String longText() {
        if (tokens.accept("VARBINARY")) {
            characterSet = CharacterSetRules.BINARY;
        } else if (!tokens.acceptAny("VARCHAR", "VARCHARACTER")
                && tokens.isAtAny("CHAR", "CHARACTER")
                && tokens.peek(1).is("VARYING")) {
            tokens.next();
            tokens.next();
        }
        return "mediumtext";
    }

    /** What can stand behind a text's type, in any order: its character set, its collation, and BINARY for one of those. */
    private void characterSet() {
        while (true) {
            if (tokens.accept("ASCII")) {
                characterSet = "latin1";
            } else if (tokens.accept("UNICODE")) {
                characterSet = "ucs2";
            } else if (tokens.accept("BYTE")) {
                characterSet = CharacterSetRules.BINARY;
            } else if (acceptCharacterSet(tokens)) {
                characterSet = characterSetName(tokens);
            } else if (!tokens.accept("BINARY")) {
                return;
            }
        }
    }

    /** Whether the words for a character set stand here, which are gone over then. */
    static boolean acceptCharacterSet(DdlTokens tokens) {
        return tokens.accept("CHARSET") || tokens.accept("CHARACTER", "SET") || tokens.accept("CHAR", "SET");
    }

    static String characterSetName(DdlTokens tokens) {
        return CharacterSetRules.canonical(tokens.isAtText() ? tokens.text() : tokens.name());
    }

    /** The character set of a collation that follows; null where its name does not say it. */
    static @Nullable String collation(DdlTokens tokens) {
        return CharacterSetRules.ofCollation(tokens.isAtText() ? tokens.text() : tokens.name());
    }
}
