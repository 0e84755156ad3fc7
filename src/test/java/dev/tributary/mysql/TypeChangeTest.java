package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.MySqlType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeChangeTest {

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
                "bit(8) | bit(9)",
                "float | double"
            })
    void widerTypeKeepsAllValues(String before, String after) {
        assertThat(TypeChange.keepsValues(MySqlType.parse(before), MySqlType.parse(after)))
                .isTrue();
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
                "enum('a','b') | varchar(5)",
                "bit(9) | bit(8)",
                "double | double(7,3)",
                "double | float",
                "year | int"
            })
    void anyOtherTypeMayChangeSome(String before, String after) {
        assertThat(TypeChange.keepsValues(MySqlType.parse(before), MySqlType.parse(after)))
                .isFalse();
    }
}
