package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes up statements on a table {@code t}; a server refuses some of them. */
final class RandomDdl {

    private static final List<String> TYPES = List.of(
            "INT",
            "INTEGER(5) UNSIGNED",
            "TINYINT(1)",
            "BOOL",
            "SMALLINT ZEROFILL",
            "MEDIUMINT",
            "BIGINT(20) UNSIGNED",
            "DECIMAL",
            "NUMERIC(12)",
            "DEC(10,3) UNSIGNED",
            "FIXED(5,5)",
            "FLOAT",
            "FLOAT(30)",
            "FLOAT(9,2)",
            "REAL",
            "DOUBLE PRECISION",
            "BIT",
            "BIT(17)",
            "YEAR",
            "DATE",
            "TIME",
            "TIME(3)",
            "DATETIME",
            "DATETIME(6)",
            "TIMESTAMP",
            "TIMESTAMP(3) NULL",
            "CHAR",
            "CHAR(9)",
            "VARCHAR(20)",
            "VARCHAR(10) CHARACTER SET latin1",
            "CHAR(3) COLLATE utf8_bin",
            "NCHAR(4)",
            "NATIONAL VARCHAR(8)",
            "TINYTEXT",
            "TEXT",
            "TEXT(100)",
            "TEXT(70000) CHARACTER SET latin1",
            "MEDIUMTEXT ASCII",
            "LONGTEXT",
            "LONG",
            "BINARY(3)",
            "VARBINARY(10)",
            "CHAR(4) BYTE",
            "BLOB",
            "BLOB(300)",
            "TINYBLOB",
            "LONG VARBINARY",
            "ENUM('a','b,c','d''e')",
            "ENUM('x') CHARACTER SET latin1",
            "SET('p','q','r\\\\s')",
            "JSON",
            "POINT",
            "GEOMETRY",
            "VARCHAR(12) CHARACTER SET binary",
            "TEXT CHARSET gbk",
            "ENUM('ä','ö') CHARSET utf8");

    private static final List<String> SETS = List.of("utf8mb4", "utf8", "latin1", "ascii", "gbk", "ucs2", "cp1251");

    private final Random random;
    private int names;

    RandomDdl(Random random) {
        this.random = random;
    }

    /** @param now the table; null where there is none */
    String next(@Nullable TableStructure now) {
        if (now == null) {
            return create();
        }
        if (random.nextInt(40) == 0) {
            return "DROP TABLE t";
        }
        if (random.nextInt(12) == 0) {
            return index(now);
        }
        // With other clauses beside it, it ends MySQL 8.0.15.
        if (random.nextInt(12) == 0) {
            return "ALTER TABLE t CONVERT TO CHARACTER SET " + pick(SETS);
        }
        int clauses = 1 + random.nextInt(random.nextInt(5) == 0 ? 5 : 2);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < clauses; i++) {
            all.add(clause(now));
        }
        return cased("ALTER TABLE") + " t " + String.join(random.nextBoolean() ? ", " : "\n,\t", all);
    }

    private String create() {
        int count = 2 + random.nextInt(7);
        List<String> elements = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = fresh();
            columns.add(name);
            elements.add(name + " " + definition());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(random.nextInt(elements.size() + 1), key(columns));
        }
        return "CREATE TABLE " + (random.nextInt(5) == 0 ? "IF NOT EXISTS " : "") + "t ("
                + String.join(", ", elements) + ")"
                + (random.nextBoolean() ? " DEFAULT CHARSET=" + pick(SETS) : "")
                + (random.nextInt(4) == 0 ? " ENGINE=MyISAM" : "");
    }

    private String index(TableStructure now) {
        if (!now.uniqueKeys().isEmpty() && random.nextBoolean()) {
            return "DROP INDEX `" + pick(List.copyOf(now.uniqueKeys().keySet())) + "` ON t";
        }
        return "CREATE " + (random.nextBoolean() ? "UNIQUE " : "") + "INDEX k" + names++ + " ON t (" + parts(names(now))
                + ")";
    }

    private String clause(TableStructure now) {
        List<String> columns = names(now);
        return switch (random.nextInt(17)) {
            case 0, 1, 2 -> cased("ADD COLUMN ") + fresh() + " " + definition() + place(columns);
            case 3 -> "ADD (" + fresh() + " " + definition() + ", " + fresh() + " " + definition() + ")";
            case 4, 5 -> cased("DROP COLUMN ") + cased(pick(columns));
            case 6, 7 -> "RENAME COLUMN " + cased(pick(columns)) + " TO " + name(columns);
            case 8, 9 -> "CHANGE " + cased(pick(columns)) + " " + name(columns) + " " + definition() + place(columns);
            case 10, 11 -> cased("MODIFY ") + cased(pick(columns)) + " " + definition() + place(columns);
            case 12 -> "ADD " + key(columns);
            case 13 ->
                now.uniqueKeys().isEmpty()
                        ? "DROP PRIMARY KEY"
                        : (random.nextBoolean() ? "DROP INDEX " : "RENAME INDEX ")
                                + renamed(
                                        "`" + pick(List.copyOf(now.uniqueKeys().keySet())) + "`");
            case 14, 15 -> "DEFAULT CHARACTER SET " + pick(SETS);
            default -> "ALTER COLUMN " + pick(columns) + " DROP DEFAULT";
        };
    }

    /** Half of them are not valid. */
    private String renamed(String key) {
        return random.nextBoolean() ? key : key + " TO r" + names++;
    }

    private String definition() {
        StringBuilder definition = new StringBuilder(pick(TYPES));
        switch (random.nextInt(4)) {
            case 0 -> definition.append(" NOT NULL");
            case 1 -> definition.append(" NULL");
            default -> definition.append("");
        }
        switch (random.nextInt(14)) {
            case 0 -> definition.append(" DEFAULT NULL");
            case 1 -> definition.append(" DEFAULT 1");
            case 2 -> definition.append(" COMMENT 'it''s, a (comment'");
            case 3 -> definition.append(" UNIQUE");
            case 4 -> definition.append(" PRIMARY KEY");
            case 5 -> definition.append(" DEFAULT 'a'");
            default -> definition.append("");
        }
        return definition.toString();
    }

    private String key(List<String> columns) {
        return switch (random.nextInt(5)) {
            case 0 -> "PRIMARY KEY (" + parts(columns) + ")";
            case 1 -> "UNIQUE KEY u" + names++ + " (" + parts(columns) + ")";
            case 2 -> "CONSTRAINT u" + names++ + " UNIQUE (" + parts(columns) + ")";
            case 3 -> "UNIQUE (" + parts(columns) + ")";
            default -> "KEY (" + parts(columns) + ")";
        };
    }

    private String parts(List<String> columns) {
        int count = 1 + random.nextInt(2);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(cased(pick(columns)));
        }
        return parts.stream().distinct().collect(Collectors.joining(", "));
    }

    private String place(List<String> columns) {
        return switch (random.nextInt(4)) {
            case 0 -> " FIRST";
            case 1 -> " AFTER " + cased(pick(columns));
            default -> "";
        };
    }

    /** Names that are there are taken on purpose, so that they meet. */
    private String name(List<String> columns) {
        return random.nextInt(3) == 0 ? pick(columns) : fresh();
    }

    private String fresh() {
        return "c" + names++;
    }

    private static List<String> names(TableStructure now) {
        return now.columns().stream().map(Column::name).toList();
    }

    private String cased(String text) {
        return random.nextInt(8) == 0 ? text.toUpperCase(Locale.ROOT) : text;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
