package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.MySqlType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypesDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/types.md");

    /** The data types of MySQL 8.0, spatial ones but geometry left out. */
    private static final List<String> MYSQL_TYPES = List.of(
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "bigint",
            "decimal",
            "float",
            "double",
            "bit",
            "char",
            "varchar",
            "tinytext",
            "text",
            "mediumtext",
            "longtext",
            "binary",
            "varbinary",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "enum",
            "set",
            "json",
            "date",
            "datetime",
            "timestamp",
            "time",
            "year",
            "geometry");

    record Row(String mySqlType, String clickHouseType) {}

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(
                        cells[1].strip().replace("`", ""), cells[2].strip().replace("`", "")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void documentSaysWhatTheMappingDoes(Row row) throws UnsupportedTypeException {
        MySqlType type = MySqlType.parse(row.mySqlType());
        if (row.clickHouseType().equals("not supported yet")) {
            assertThatThrownBy(() -> TypeMapping.map(type))
                    .isInstanceOf(UnsupportedTypeException.class)
                    .hasMessageContaining(row.mySqlType().substring(0, 3))
                    .hasMessageContaining("exclude");
        } else {
            assertThat(TypeMapping.map(type).clickHouseType()).isEqualTo(row.clickHouseType());
        }
    }

    @Test
    void documentNamesEveryMySqlType() throws IOException {
        assertThat(rows().map(row -> MySqlType.parse(row.mySqlType()).name())).containsAll(MYSQL_TYPES);
    }
}
