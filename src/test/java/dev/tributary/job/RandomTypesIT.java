package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.verify.VerifyReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random rows of random tables, by snapshot and by binlog, compared with what MySQL holds. Each run takes another seed, which a
 * failure names; {@code -Dtributary.seed=…} repeats it, {@code -Dtributary.random.tables=…} makes more tables than the usual
 * few.
 */
class RandomTypesIT {

    private static final int TABLES = Integer.getInteger("tributary.random.tables", 3);
    private static final int ROWS = 40;

    /** A type and literals of its values, at its ends more often than elsewhere. */
    private record Type(String name, Function<Random, String> literal) {}

    private static final List<Type> TYPES = List.of(
            new Type("TINYINT", whole(-128, 127)),
            new Type("TINYINT(1)", whole(-128, 127)),
            new Type("SMALLINT UNSIGNED ZEROFILL", whole(0, 65_535)),
            new Type("MEDIUMINT", whole(-8_388_608, 8_388_607)),
            new Type("INT UNSIGNED", whole(0, 4_294_967_295L)),
            new Type("BIGINT", whole(Long.MIN_VALUE, Long.MAX_VALUE)),
            new Type("BIGINT UNSIGNED", random -> Long.toUnsignedString(random.nextLong() >> random.nextInt(64))),
            new Type("BIT(1)", whole(0, 1)),
            new Type("BIT(13)", whole(0, 8_191)),
            new Type("BIT(64)", random -> Long.toUnsignedString(random.nextLong() >>> random.nextInt(64))),
            new Type("DECIMAL(9,4)", random -> decimal(random, 5, 4)),
            new Type("DECIMAL(65,30)", random -> decimal(random, 35, 30)),
            new Type("FLOAT", random -> Float.toString(Float.intBitsToFloat(finite(random)))),
            new Type(
                    "DOUBLE",
                    random -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300))),
            new Type("DATE", random -> "'" + day(random) + "'"),
            new Type("DATETIME", random -> "'" + day(random) + " " + clock(random, 24) + "'"),
            new Type("DATETIME(3)", random -> "'" + day(random) + " " + clock(random, 24) + fraction(random, 3) + "'"),
            new Type("DATETIME(6)", random -> "'" + day(random) + " " + clock(random, 24) + fraction(random, 6) + "'"),
            new Type(
                    "TIMESTAMP(6) NULL",
                    random -> "FROM_UNIXTIME(" + (1L + random.nextInt(Integer.MAX_VALUE - 1)) + fraction(random, 6)
                            + ")"),
            new Type("TIME", random -> "'" + sign(random) + clock(random, 839) + "'"),
            new Type("TIME(1)", random -> "'" + sign(random) + clock(random, 838) + fraction(random, 1) + "'"),
            new Type("TIME(6)", random -> "'" + sign(random) + clock(random, 838) + fraction(random, 6) + "'"),
            new Type("YEAR", random -> random.nextInt(9) == 0 ? "0" : String.valueOf(1901 + random.nextInt(255))),
            new Type("CHAR(12)", random -> text(random, 12)),
            new Type("VARCHAR(60)", random -> text(random, 60)),
            new Type("VARCHAR(60) CHARACTER SET utf16", random -> text(random, 60)),
            new Type("VARCHAR(60) CHARACTER SET gb18030", random -> text(random, 60)),
            new Type("MEDIUMTEXT", random -> text(random, 2_000)),
            new Type("VARCHAR(40) CHARACTER SET latin1", random -> hex(random, 40)),
            new Type("TEXT CHARACTER SET koi8u", random -> hex(random, 40)),
            new Type("BINARY(9)", random -> hex(random, 9)),
            new Type("VARBINARY(30)", random -> hex(random, 30)),
            new Type("BLOB", random -> hex(random, 3_000)),
            new Type("ENUM('a', 'it''s', 'c,d', 'é', 'b\\\\s')", whole(1, 5)),
            new Type("SET('a', 'it''s', 'é', 'b\\\\s')", whole(0, 15)),
            new Type(
                    "JSON",
                    random -> "JSON_OBJECT(" + text(random, 5) + ", JSON_ARRAY(" + random.nextLong() + ", "
                            + random.nextGaussian() + ", " + text(random, 20) + ", NULL, TRUE), 'k', "
                            + random.nextInt() + ")"),
            new Type("POINT", random -> "POINT(" + random.nextGaussian() + ", " + random.nextInt() + ")"));

    private final long seed = Long.getLong("tributary.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void randomRowsOfRandomTablesArriveAsTheyAre() throws Exception {
        List<List<Type>> tables =
                Stream.generate(this::randomColumns).limit(TABLES).toList();
        String sources =
                IntStream.range(0, TABLES).mapToObj(i -> "{source: t" + i + "}").collect(Collectors.joining(", "));
        try (Replication replication = new Replication("random_types", "[" + sources + "]")) {
            for (int i = 0; i < TABLES; i++) {
                replication.everywhere(create(i, tables.get(i)));
                insert(replication, "de", i, tables.get(i));
            }
            replication.start(RunMode.SYNC);
            for (int i = 0; i < TABLES; i++) {
                replication.awaitRows("SELECT count() FROM random_types.t" + i, String.valueOf(ROWS));
            }
            for (int i = 0; i < TABLES; i++) {
                insert(replication, "us", i, tables.get(i));
                change(replication, "de", i, tables.get(i));
            }
            for (int i = 0; i < TABLES; i++) {
                replication.awaitRows(
                        "SELECT countIf(_source_database = 'shop_us'), countIf(id = 10000) FROM random_types.t" + i,
                        ROWS + " 1");
            }
            assertThat(differences(replication))
                    .as("seed %d, tables %s", seed, tables)
                    .isEmpty();
        }
    }

    private List<Type> randomColumns() {
        return random.ints(4 + random.nextInt(12), 0, TYPES.size())
                .mapToObj(TYPES::get)
                .toList();
    }

    private static String create(int table, List<Type> columns) {
        return "CREATE TABLE t" + table + " (id INT PRIMARY KEY"
                + IntStream.range(0, columns.size())
                        .mapToObj(i -> ", c" + i + " " + columns.get(i).name())
                        .collect(Collectors.joining())
                + ") CHARACTER SET utf8mb4";
    }

    private void insert(Replication replication, String tenant, int table, List<Type> columns) {
        replication.in(
                tenant,
                IntStream.range(0, ROWS)
                        .mapToObj(id -> insert(table, id, columns))
                        .toArray(String[]::new));
    }

    private String insert(int table, int id, List<Type> columns) {
        return "INSERT INTO t" + table + " VALUES (" + id
                + columns.stream().map(type -> ", " + literal(type)).collect(Collectors.joining()) + ")";
    }

    private String literal(Type type) {
        return random.nextInt(10) == 0 ? "NULL" : type.literal().apply(random);
    }

    /** Updates of single columns, changes of keys, deletes; the last statement inserts a row to wait for. */
    private void change(Replication replication, String tenant, int table, List<Type> columns) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            int column = random.nextInt(columns.size());
            int id = random.nextInt(ROWS);
            statements.add(
                    switch (random.nextInt(6)) {
                        case 0 -> "DELETE FROM t" + table + " WHERE id = " + id;
                        case 1 -> "UPDATE t" + table + " SET id = " + (100 + i) + " WHERE id = " + id;
                        default ->
                            "UPDATE t" + table + " SET c" + column + " = " + literal(columns.get(column))
                                    + " WHERE id = " + id;
                    });
        }
        statements.add(insert(table, 10_000, columns));
        replication.in(tenant, statements.toArray(String[]::new));
    }

    private static List<String> differences(Replication replication) throws Exception {
        List<String> differences = new ArrayList<>();
        VerifyReport report = replication.verify();
        report.routes()
                .forEach(route -> route.details().forEach(detail -> differences.add(route.source() + " " + detail)));
        return differences;
    }

    private static Function<Random, String> whole(long low, long high) {
        return random -> String.valueOf(
                switch (random.nextInt(6)) {
                    case 0 -> low;
                    case 1 -> high;
                    case 2 -> Math.max(low, Math.min(high, 0));
                    default ->
                        high - low > 0 && high - low < Long.MAX_VALUE
                                ? low + (random.nextLong() >>> 1) % (high - low + 1)
                                : random.nextLong();
                });
    }

    private static int finite(Random random) {
        int bits = random.nextInt();
        return Float.isFinite(Float.intBitsToFloat(bits)) ? bits : 0;
    }

    private static String decimal(Random random, int whole, int fraction) {
        return sign(random) + digits(random, 1 + random.nextInt(whole)) + "."
                + digits(random, 1 + random.nextInt(fraction));
    }

    private static String digits(Random random, int count) {
        return random.ints(count, 0, 10).mapToObj(String::valueOf).collect(Collectors.joining());
    }

    private static String sign(Random random) {
        return random.nextBoolean() ? "-" : "";
    }

    private static String day(Random random) {
        return LocalDate.of(1900, 1, 1).plusDays(random.nextInt(146_097)).toString();
    }

    private static String clock(Random random, int hours) {
        return String.format(
                "%02d:%02d:%02d",
                random.nextInt(4) == 0 ? 0 : random.nextInt(hours), random.nextInt(60), random.nextInt(60));
    }

    private static String fraction(Random random, int digits) {
        return "." + (random.nextInt(4) == 0 ? "0".repeat(digits) : digits(random, digits));
    }

    /** Any characters but surrogates and NUL, which a blank at the end of a CHAR would hide. */
    private static String text(Random random, int length) {
        StringBuilder hex = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            int character = random.nextBoolean() ? 1 + random.nextInt(0x7E) : 1 + random.nextInt(0xD7FF);
            hex.append(String.format("%08X", random.nextInt(20) == 0 ? 0x1F600 + random.nextInt(64) : character));
        }
        return "_utf32 X'" + hex + "'";
    }

    private static String hex(Random random, int length) {
        StringBuilder hex = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            hex.append(String.format("%02X", random.nextInt(4) == 0 ? 0 : random.nextInt(256)));
        }
        return "X'" + hex + "'";
    }
}
