package dev.tributary.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeChangeTest {

    /** @param column a type, behind it the character set of a text other than utf8mb4 */
    private static Column column(String column) {
        int at = column.indexOf(" in ");
        MySqlType type = MySqlType.parse(at < 0 ? column : column.substring(0, at));
        String characterSet = at < 0 ? "utf8mb4" : column.substring(at + 4);
        return new Column("c", type, true, TypeForm.isText(type.name()) ? characterSet : null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | int",
                "int(11) | int",
                "int | bigint",
                "int unsigned | bigint",
                "tinyint(1) | int",
                "decimal(10,2) | decimal(12,2)",
                "decimal(10,2) | decimal(12,4)",
                "datetime | datetime(6)",
                "varchar(10) | varchar(20)",
                "varchar(10) | text",
                "text | longtext",
                "char(5) | char(6)",
                "char(5) | varchar(5)",
                "blob | longblob",
                "enum('a','b') | enum('b','c','a')",
                "enum('a,b','c''d','e\\\\f') | enum('e\\\\f','a,b','c''d')",
                "set('a','b') | set('a','c','b')",
                "bit(8) | bit(9)",
                "float | double",
                "varchar(10) in latin1 | varchar(10)",
                "varchar(10) in utf8 | varchar(10)",
                "varchar(10) in utf8mb3 | varchar(10) in utf8",
                "char(10) in ascii | char(10) in latin1",
                "char(10) in gbk | char(10) in utf8mb3",
                "char(10) in utf8mb4 | char(10) in utf16",
                "text in latin1 | mediumtext",
                "varchar(63) | tinytext",
                "tinytext in latin1 | varchar(255)",
                "enum('a') in latin1 | enum('a','b') in utf8mb4",
                "year(4) | year"
            })
    void widerTypeKeepsAllValues(String before, String after) {
        assertThat(TypeChange.keepsValues(column(before), column(after))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint | int",
                "int | int unsigned",
                "int unsigned | int",
                "decimal(10,2) | decimal(10,4)",
                "decimal(10,2) | decimal(10)",
                "decimal(10,2) | double",
                "int | varchar(20)",
                "varchar(20) | int",
                "datetime(6) | datetime",
                "datetime | timestamp",
                "timestamp | datetime",
                "date | datetime",
                "varchar(20) | varchar(10)",
                "varchar(20) | char(20)",
                "text | varchar(100)",
                "varchar(10) | varbinary(40)",
                "binary(4) | binary(8)",
                "enum('a','b') | enum('a')",
                "enum('a','b') | enum('A','b')",
                "enum('a','b') | varchar(5)",
                "set('a','b') | set('b','a')",
                "set('a','b') | set('a')",
                "bit(9) | bit(8)",
                "double | double(7,3)",
                "double | float",
                "year | int",
                "varchar(10) | varchar(10) in latin1",
                "varchar(10) | varchar(10) in utf8",
                "varchar(10) in latin1 | varchar(10) in ascii",
                "varchar(10) in latin1 | varchar(10) in latin2",
                "varchar(10) in gb18030 | varchar(10) in gbk",
                "varchar(10) in ascii | varchar(10) in swe7",
                "text in latin1 | text",
                "varchar(64) | tinytext",
                "enum('a') | enum('a') in latin1"
            })
    void anyOtherTypeMayChangeSome(String before, String after) {
        assertThat(TypeChange.keepsValues(column(before), column(after))).isFalse();
    }
}
