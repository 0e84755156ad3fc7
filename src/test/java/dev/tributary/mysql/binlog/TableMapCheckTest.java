package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.MySqlType;
import dev.tributary.mysql.ddl.TableStructure;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableMapCheckTest {

    private static final int LATIN1 = 8;
    private static final int UTF8MB4 = 255;

    /** A table with one column, which is the same but for one thing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "3; 0; tinyint; is written as INT",
                "3; 0; bigint; is written as INT",
                "8; 0; int; is written as BIGINT",
                "1; 0; year; is written as TINYINT",
                "13; 0; tinyint; is written as YEAR",
                "4; 4; double; is written as FLOAT",
                "5; 8; float; is written as DOUBLE",
                "246; 522; decimal(10,3); is written as DECIMAL(10,2)",
                "246; 523; decimal(10,2); is written as DECIMAL(11,2)",
                "16; 257; bit(10); is written as BIT(9)",
                "16; 256; bit(7); is written as BIT(8)",
                "10; 0; datetime; is written as DATE",
                "19; 3; time; is written as TIME(3)",
                "18; 0; datetime(6); is written as DATETIME(0)",
                "18; 6; timestamp(6); is written as DATETIME(6)",
                "12; 0; datetime(6); in the form of MySQL 5.5",
                "15; 40; varchar(20); is written as VARCHAR of 40 bytes",
                "15; 40; varbinary(41); is written as VARCHAR of 40 bytes",
                "15; 40; char(10); is written as VARCHAR of 40 bytes",
                "252; 2; mediumtext; with a length of 2 bytes",
                "252; 3; blob; with a length of 3 bytes",
                "252; 4; geometry; with a length of 4 bytes",
                "255; 4; longblob; is written as GEOMETRY",
                "245; 4; longtext; is written as JSON",
                "242; 4; blob; is written as VECTOR",
                "140; 2; text; the type of code 140",
                "65027; 0; binary(4); CHAR or BINARY of 3 bytes",
                "52988; 0; char(254); CHAR or BINARY of 1020 bytes",
                "63233; 0; set('a'); ENUM of 1 bytes",
                "63489; 0; enum('a'); SET of 1 bytes",
                "63490; 0; set('a'); SET of 2 bytes",
                "63233; 0; char(1); ENUM of 1 bytes",
                "65025; 0; enum('a'); CHAR or BINARY of 1 bytes"
            })
    void anotherFormIsFound(int code, int metadata, String expected, String difference) {
        boolean isString = code > 0xFF;
        TableMap map = map(isString ? TypeCodes.STRING : code, isString ? code : metadata);

        assertThat(TableMapCheck.difference(map, TableStructures.of("v " + expected)))
                .contains("column 1 ")
                .contains(difference)
                .contains("'v' " + MySqlType.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; 0; tinyint(1)",
                "246; 10; decimal",
                "246; 10; decimal(10)",
                "16; 1; bit",
                "5; 8; float(53)",
                "4; 4; float(24)",
                "4; 4; float(7,3)",
                "11; 0; time",
                "12; 0; datetime",
                "7; 0; timestamp",
                "14; 0; date",
                "15; 80; varchar(20)",
                "15; 60; varchar(20)",
                "15; 20; varchar(20) character set latin1",
                "253; 80; varchar(20)",
                "252; 4; json",
                "242; 4; vector(3)",
                "52988; 0; char(255)",
                "65028; 0; char",
                "65279; 0; binary(255)"
            })
    void theSameFormIsNoDifference(int code, int metadata, String expected) {
        boolean isString = code > 0xFF;
        TableMap map = map(isString ? TypeCodes.STRING : code, isString ? code : metadata);

        assertThat(TableMapCheck.difference(map, TableStructures.of("v " + expected)))
                .isNull();
    }

    private static TableMap map(int code, int metadata) {
        return map(code, metadata, true, null, null, null, null);
    }

    private static TableMap map(
            int code,
            int metadata,
            boolean nullable,
            @Nullable Boolean unsigned,
            @Nullable Integer collation,
            @Nullable String name,
            @Nullable List<String> members) {
        return new TableMap(
                1,
                "d",
                "t",
                new byte[] {(byte) code},
                new int[] {metadata},
                bit(nullable),
                unsigned == null ? null : bit(unsigned),
                collation == null ? null : new int[] {collation},
                name == null ? null : List.of(name),
                members == null ? null : List.of(members));
    }

    private static BitSet bit(boolean set) {
        BitSet bits = new BitSet();
        bits.set(0, set);
        return bits;
    }

    @Test
    void whetherAColumnCanBeNullIsCompared() {
        TableMap nullable = map(TypeCodes.INT, 0, true, null, null, null, null);
        TableMap notNull = map(TypeCodes.INT, 0, false, null, null, null, null);

        assertThat(TableMapCheck.difference(nullable, TableStructures.of("v int not null")))
                .contains("can be NULL")
                .contains("'v' int NOT NULL");
        assertThat(TableMapCheck.difference(notNull, TableStructures.of("v int")))
                .contains("cannot be NULL");
        assertThat(TableMapCheck.difference(notNull, TableStructures.of("v int not null")))
                .isNull();
    }

    @Test
    void signsAreCompared() {
        TableMap unsigned = map(TypeCodes.INT, 0, true, true, null, null, null);
        TableMap signed = map(TypeCodes.INT, 0, true, false, null, null, null);

        assertThat(TableMapCheck.difference(unsigned, TableStructures.of("v int")))
                .contains("is unsigned");
        assertThat(TableMapCheck.difference(signed, TableStructures.of("v int unsigned")))
                .contains("is signed");
        assertThat(TableMapCheck.difference(unsigned, TableStructures.of("v int unsigned zerofill")))
                .isNull();
    }

    @Test
    void characterSetsAreCompared() {
        TableMap latin1 = map(TypeCodes.VARCHAR, 40, true, null, LATIN1, null, null);
        TableMap bytes = map(TypeCodes.VARCHAR, 40, true, null, Collations.BINARY, null, null);
        TableMap unknown = map(TypeCodes.VARCHAR, 40, true, null, 60_000, null, null);

        assertThat(TableMapCheck.difference(latin1, TableStructures.of("v varchar(40) character set latin1")))
                .isNull();
        assertThat(TableMapCheck.difference(latin1, TableStructures.of("v varchar(40) character set cp1251")))
                .contains("is in the character set latin1")
                .contains("in cp1251 is expected");
        assertThat(TableMapCheck.difference(latin1, TableStructures.of("v varchar(10)")))
                .contains("is in the character set latin1")
                .contains("in utf8mb4 or utf8mb3 is expected");
        assertThat(TableMapCheck.difference(latin1, TableStructures.of("v varbinary(40)")))
                .contains("is in the character set latin1");
        assertThat(TableMapCheck.difference(bytes, TableStructures.of("v varchar(10)")))
                .contains("is in the character set binary");
        assertThat(TableMapCheck.difference(bytes, TableStructures.of("v varbinary(40)")))
                .isNull();
        assertThat(TableMapCheck.difference(unknown, TableStructures.of("v varchar(10)")))
                .isNull();
        TableMap older = map(TypeCodes.VARCHAR, 30, true, null, 33, null, null);
        assertThat(TableMapCheck.difference(older, TableStructures.of("v varchar(10) character set utf8")))
                .isNull();
    }

    @Test
    void membersAreCompared() {
        TableMap map = map(TypeCodes.STRING, 63233, true, null, UTF8MB4, null, List.of("a", "b"));

        assertThat(TableMapCheck.difference(map, TableStructures.of("v enum('a','b')")))
                .isNull();
        assertThat(TableMapCheck.difference(map, TableStructures.of("v enum('a','b ')")))
                .isNull();
        assertThat(TableMapCheck.difference(map, TableStructures.of("v enum('b','a')")))
                .contains("has the members [a, b]");
        assertThat(TableMapCheck.difference(map, TableStructures.of("v enum('a','b','c')")))
                .contains("has the members [a, b]");
    }

    @Test
    void namesAreComparedWithoutRegardToCase() {
        TableMap map = map(TypeCodes.INT, 0, true, null, null, "Value", null);

        assertThat(TableMapCheck.difference(map, TableStructures.of("value int")))
                .isNull();
        assertThat(TableMapCheck.difference(map, TableStructures.of("other int")))
                .contains("column 1 is 'Value', where 'other' is expected");
    }

    @Test
    void anotherNumberOfColumnsIsFound() {
        assertThat(TableMapCheck.difference(columns(null, 3, 3), TableStructures.of("a int, b int, c int")))
                .contains("its rows have 2 columns, where 3 are expected");
        assertThat(TableMapCheck.difference(
                        columns(List.of("a", "x", "b"), 3, 3, 3), TableStructures.of("a int, b int")))
                .contains("its rows have 3 columns (a, x, b), where 2 are expected");
    }

    /** With the types alone nobody knows which columns are hidden, but some that fit must be there. */
    @Test
    void columnsAreFoundAmongHiddenOnes() {
        TableStructure structure = TableStructures.of("a int, b varchar(5), c int");

        assertThat(TableMapCheck.difference(columns(null, 3, 8, 15, 8, 3), structure))
                .isNull();
        assertThat(TableMapCheck.difference(columns(null, 3, 3, 15, 3), structure))
                .isNull();
        assertThat(TableMapCheck.difference(columns(null, 3, 8, 15, 8), structure))
                .contains("is written as BIGINT");
        assertThat(TableMapCheck.difference(columns(null, 15, 3, 8, 3), structure))
                .isNotNull();
        String hidden = "0123456789abcdef0123456789abcdef";
        assertThat(TableMapCheck.difference(columns(List.of("a", hidden, "b", "c"), 3, 8, 15, 3), structure))
                .isNull();
        assertThat(TableMapCheck.difference(columns(List.of("a", "b", hidden, "c"), 3, 8, 15, 3), structure))
                .contains("column 2 is written as BIGINT");
    }

    @Test
    void hiddenColumnsAreBoundToNone() {
        String hidden = "0123456789abcdef0123456789abcdef";
        TableStructure structure = TableStructures.of("a int, b varchar(5), c int");
        TableMap named = columns(List.of("a", hidden, "b", "c"), 3, 8, 15, 3);
        TableMap unnamed = columns(null, 3, 8, 15, 3);
        BitSet whole = BitSet.valueOf(new long[] {0b1101});

        TableMap bound = BinlogColumns.bind(named, structure, rows(BitSet.valueOf(new long[] {0b1})));
        assertThat(bound).isNotNull();
        assertThat(bound.types()).containsExactly(3, 15, 3);
        assertThat(bound.columnNames()).containsExactly("a", "b", "c");
        TableMap byImage = BinlogColumns.bind(unnamed, structure, rows(whole));
        assertThat(byImage).isNotNull();
        assertThat(byImage.types()).containsExactly(3, 15, 3);
        assertThat(BinlogColumns.bind(unnamed, structure, rows(BitSet.valueOf(new long[] {0b1}))))
                .isNull();
        assertThat(BinlogColumns.bind(columns(null, 3, 15), structure, rows(whole)))
                .isNull();
        TableMap same = columns(null, 3, 15, 3);
        assertThat(BinlogColumns.bind(same, structure, rows(whole))).isSameAs(same);
    }

    private static RowsData rows(BitSet after) {
        return new RowsData(1, RowsData.Kind.INSERT, true, 4, new BitSet(), after, new byte[0], 0, 0);
    }

    /** Nullable columns, the texts with 20 bytes. */
    private static TableMap columns(@Nullable List<String> names, int... codes) {
        byte[] types = new byte[codes.length];
        int[] metadata = new int[codes.length];
        BitSet nullable = new BitSet();
        for (int i = 0; i < codes.length; i++) {
            types[i] = (byte) codes[i];
            metadata[i] = codes[i] == TypeCodes.VARCHAR ? 20 : 0;
            nullable.set(i);
        }
        return new TableMap(
                1, "d", "t", types, metadata, nullable, null, null, names == null ? null : new ArrayList<>(names));
    }
}
