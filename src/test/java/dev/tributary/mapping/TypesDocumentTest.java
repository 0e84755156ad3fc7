package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** The data types of MySQL 8.0. */
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
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geomcollection");

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
        assertThat(TypeMapping.map(type).clickHouseType()).isEqualTo(row.clickHouseType());
    }

    @Test
    void documentNamesEveryMySqlType() throws IOException {
        assertThat(rows().map(row -> MySqlType.parse(row.mySqlType()).name())).containsAll(MYSQL_TYPES);
    }
}
