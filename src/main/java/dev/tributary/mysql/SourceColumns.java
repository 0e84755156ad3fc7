package dev.tributary.mysql;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableSchema;
import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import io.debezium.relational.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Field;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row as its record describes them. The change source notes the MySQL type of each field when {@link
 * #PROPAGATION} is set, so that no row needs to be held against what someone remembers of its table.
 */
final class SourceColumns {

    /** Debezium's option under which fields carry their source type: a pattern of types {@code database.table.column}. */
    static final String PROPAGATION = "column.propagate.source.type";

    private static final String TYPE = "__debezium.source.column.type";
    private static final String LENGTH = "__debezium.source.column.length";
    private static final String SCALE = "__debezium.source.column.scale";
    private static final String MEMBERS = "allowed";

    /** What a statement may call a type, and what {@code information_schema} calls it. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("int1", "tinyint"),
            Map.entry("int2", "smallint"),
            Map.entry("int3", "mediumint"),
            Map.entry("middleint", "mediumint"),
            Map.entry("int4", "int"),
            Map.entry("int8", "bigint"),
            Map.entry("bool", "tinyint"),
            Map.entry("boolean", "tinyint"),
            Map.entry("numeric", "decimal"),
            Map.entry("dec", "decimal"),
            Map.entry("fixed", "decimal"),
            Map.entry("real", "double"),
            Map.entry("float8", "double"),
            Map.entry("float4", "float"),
            Map.entry("character", "char"),
            Map.entry("nchar", "char"),
            Map.entry("nvarchar", "varchar"),
            Map.entry("geomcollection", "geometrycollection"));

    private SourceColumns() {}

    /** One name for all that are said of a type: {@code information_schema} and the change source do not always agree. */
    static String canonical(String typeName) {
        return SYNONYMS.getOrDefault(typeName, typeName);
    }

    /** @param planned the table as the plan knows it */
    static List<Column> of(Schema row, TableSchema planned) {
        List<Column> columns = new ArrayList<>(row.fields().size());
        for (Field field : row.fields()) {
            MySqlType type = withExactMembers(type(field), planned.column(field.name()));
            columns.add(new Column(field.name(), type, field.schema().isOptional()));
        }
        return columns;
    }

    /**
     * A record has the members of an enum or a set in one text, parted by commas and in the form of the change source's
     * parser. The plan has them exactly, so its list holds unless the record's is another one for certain. {@link
     * StatementRules} lets no members with such characters come in later.
     */
    private static MySqlType withExactMembers(MySqlType type, Optional<Column> planned) {
        if (!hasMembers(type)
                || planned.isEmpty()
                || !planned.get().type().name().equals(type.name())) {
            return type;
        }
        String recorded = String.join(",", type.arguments());
        String known = String.join(",", planned.get().type().arguments());
        boolean isKnown = recorded.equals(known) || recorded.contains("'") || recorded.contains("\\");
        return isKnown ? planned.get().type() : type;
    }

    /** Whether the type has members that a record does not show exactly. */
    static boolean hasAmbiguousMembers(MySqlType type) {
        return hasMembers(type) && type.arguments().stream().anyMatch(member -> member.matches(".*[,'\\\\].*"));
    }

    private static boolean hasMembers(MySqlType type) {
        return type.name().equals("enum") || type.name().equals("set");
    }

    /** The columns of a table as the change source knows it, with the character sets by which it reads texts. */
    static List<Column> of(Table table) {
        return table.columns().stream()
                .map(column -> new Column(column.name(), type(column), column.isOptional(), column.charsetName()))
                .toList();
    }

    private static MySqlType type(Field field) {
        Map<String, String> parameters = field.schema().parameters();
        String type = parameters == null ? null : parameters.get(TYPE);
        if (type == null) {
            throw new IllegalStateException("the change source did not note the type of column '" + field.name() + "': "
                    + PROPAGATION + " is not in effect");
        }
        return type(type, arguments(field, parameters));
    }

    private static MySqlType type(io.debezium.relational.Column column) {
        if (!column.enumValues().isEmpty()) {
            return type(
                    column.typeName(),
                    column.enumValues().stream().map(SourceColumns::unquoted).toList());
        }
        List<String> arguments = new ArrayList<>();
        if (column.length() != io.debezium.relational.Column.UNSET_INT_VALUE) {
            arguments.add(Integer.toString(column.length()));
            column.scale().ifPresent(scale -> arguments.add(scale.toString()));
        }
        return type(column.typeName(), arguments);
    }

    private static String unquoted(String member) {
        return member.length() > 1 && member.startsWith("'") && member.endsWith("'")
                ? member.substring(1, member.length() - 1).replace("''", "'")
                : member;
    }

    private static MySqlType type(String typeName, List<String> arguments) {
        String lower = typeName.toLowerCase(Locale.ROOT).trim();
        String[] words = lower.split("\\s+");
        boolean unsigned = lower.contains("unsigned") || lower.contains("zerofill") || words[0].equals("serial");
        return new MySqlType(name(words), arguments, unsigned);
    }

    private static String name(String[] words) {
        String first = words[0];
        return switch (first) {
            case "serial" -> "bigint";
            case "national", "character", "nchar", "char" ->
                words.length > 1 && List.of(words).contains("varying")
                                || List.of(words).contains("varchar")
                        ? "varchar"
                        : "char";
            case "long" -> List.of(words).contains("varbinary") ? "mediumblob" : "mediumtext";
            default -> SYNONYMS.getOrDefault(first, first);
        };
    }

    private static List<String> arguments(Field field, Map<String, String> parameters) {
        String schema = field.schema().name();
        if (Enum.LOGICAL_NAME.equals(schema) || EnumSet.LOGICAL_NAME.equals(schema)) {
            return List.of(parameters.getOrDefault(MEMBERS, "").split(",", -1));
        }
        List<String> arguments = new ArrayList<>();
        add(arguments, parameters.get(LENGTH));
        add(arguments, parameters.get(SCALE));
        return arguments;
    }

    private static void add(List<String> arguments, @Nullable String argument) {
        if (argument != null) {
            arguments.add(argument);
        }
    }
}
