package dev.tributary.mysql.binlog;

import dev.tributary.mapping.CharacterSets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What TABLE_MAP events of MySQL 8.0 and MariaDB 10.5 say of a table besides what rows need: as much as binlog_row_metadata has
 * them say, in fields of which each is about the columns of a kind, in their order. Unknown fields are passed over.
 */
final class TableMapOptions {

    private static final int SIGNEDNESS = 1;
    private static final int DEFAULT_COLLATION = 2;
    private static final int COLUMN_COLLATIONS = 3;
    private static final int COLUMN_NAMES = 4;
    private static final int SET_MEMBERS = 5;
    private static final int ENUM_MEMBERS = 6;
    private static final int MEMBERS_DEFAULT_COLLATION = 10;
    private static final int MEMBERS_COLLATIONS = 11;

    private final byte[] types;
    private final int[] metadata;
    private @Nullable BitSet signedness;
    private int @Nullable [] collations;
    private @Nullable List<String> columnNames;
    private final byte[] @Nullable [][] members;
    private boolean hasMembers;
    private final BitSet unfit = new BitSet();

    TableMapOptions(byte[] types, int[] metadata) {
        this.types = types;
        this.metadata = metadata;
        this.members = new byte[types.length][][];
    }

    /** Takes in a field. One that does not fit the columns says nothing: rows can be read without it. */
    void read(int field, EventBytes in) {
        try {
            switch (field) {
                case SIGNEDNESS -> signedness = signedness(in);
                case DEFAULT_COLLATION -> collationsWithDefault(columns(TableMapOptions::isText), in);
                case COLUMN_COLLATIONS -> collationsOfEach(columns(TableMapOptions::isText), in);
                case COLUMN_NAMES -> columnNames = names(in);
                case SET_MEMBERS -> members(columns(type -> type == TypeCodes.SET), in);
                case ENUM_MEMBERS -> members(columns(type -> type == TypeCodes.ENUM), in);
                case MEMBERS_DEFAULT_COLLATION -> collationsWithDefault(columns(TableMapOptions::hasMembers), in);
                case MEMBERS_COLLATIONS -> collationsOfEach(columns(TableMapOptions::hasMembers), in);
                default -> {
                    // About keys, geometries, visibility and what newer servers may add.
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            unfit.set(field);
        }
    }

    @Nullable
    BitSet signedness() {
        return signedness;
    }

    int @Nullable [] collations() {
        boolean fit = unfit.get(DEFAULT_COLLATION, MEMBERS_COLLATIONS + 1).isEmpty();
        return fit ? collations : null;
    }

    @Nullable
    List<String> columnNames() {
        return columnNames != null && columnNames.size() == types.length ? columnNames : null;
    }

    @Nullable
    List<List<String>> members() {
        if (!hasMembers || collations() == null) {
            return null;
        }
        List<List<String>> decoded = new ArrayList<>(types.length);
        for (int i = 0; i < types.length; i++) {
            decoded.add(members[i] == null ? List.of() : decoded(members[i], collations == null ? 0 : collations[i]));
        }
        return List.copyOf(decoded);
    }

    private static List<String> decoded(byte[][] members, int collation) {
        String characterSet = Collations.characterSet(collation);
        if (characterSet == null || collation == Collations.BINARY) {
            return List.of();
        }
        CharacterSets.Decoder decoder = CharacterSets.decoder(characterSet);
        return Arrays.stream(members)
                .map(member -> decoder == null ? new String(member, StandardCharsets.UTF_8) : decoder.decode(member))
                .toList();
    }

    /**
     * A bit for each numeric column. MySQL 9.7 and MariaDB 10.11 count years among them, which are unsigned always, MySQL 8.0.15
     * does not; where the bits allow both, and mean something else by it, they say nothing.
     */
    private @Nullable BitSet signedness(EventBytes in) {
        byte[] bits = in.copy(in.remaining());
        BitSet withYears = signedness(bits, columns(type -> isNumber(type) || type == TypeCodes.YEAR));
        BitSet withoutYears = signedness(bits, columns(TableMapOptions::isNumber));
        BitSet years = new BitSet();
        IntStream.of(columns(type -> type == TypeCodes.YEAR)).forEach(years::set);
        if (withYears != null) {
            BitSet unsignedYears = (BitSet) withYears.clone();
            unsignedYears.and(years);
            withYears.andNot(years);
            if (!unsignedYears.equals(years)) {
                return withoutYears;
            }
        }
        if (withYears == null || withoutYears == null) {
            return withYears == null ? withoutYears : withYears;
        }
        return withYears.equals(withoutYears) ? withYears : null;
    }

    /** The columns whose bit is set, the first being the highest bit of the first byte; null unless there are just as many bits. */
    private static @Nullable BitSet signedness(byte[] bits, int[] columns) {
        BitSet unsigned = new BitSet();
        for (int i = 0; i < 8 * bits.length; i++) {
            boolean set = (bits[i >> 3] & 0x80 >> (i & 7)) != 0;
            if (i >= columns.length && set) {
                return null;
            }
            if (set) {
                unsigned.set(columns[i]);
            }
        }
        return bits.length == (columns.length + 7) / 8 ? unsigned : null;
    }

    /** One collation for all, and pairs of the columns with another one, which are counted within their kind. */
    private void collationsWithDefault(int[] columns, EventBytes in) {
        int[] known = knownCollations();
        int usual = in.packedCount();
        for (int column : columns) {
            known[column] = usual;
        }
        while (in.remaining() > 0) {
            int column = columns[in.packedCount()];
            known[column] = in.packedCount();
        }
    }

    private void collationsOfEach(int[] columns, EventBytes in) {
        int[] known = knownCollations();
        for (int column : columns) {
            known[column] = in.packedCount();
        }
        if (in.remaining() > 0) {
            throw new IllegalArgumentException("more collations than columns");
        }
    }

    private int[] knownCollations() {
        int[] known = collations == null ? new int[types.length] : collations;
        collations = known;
        return known;
    }

    private static List<String> names(EventBytes in) {
        List<String> names = new ArrayList<>();
        while (in.remaining() > 0) {
            names.add(in.name(in.packedCount()));
        }
        return List.copyOf(names);
    }

    private void members(int[] columns, EventBytes in) {
        hasMembers = true;
        for (int i = 0; in.remaining() > 0; i++) {
            byte[][] ofColumn = new byte[in.packedCount()][];
            for (int j = 0; j < ofColumn.length; j++) {
                ofColumn[j] = in.copy(in.packedCount());
            }
            members[columns[i]] = ofColumn;
        }
    }

    private int[] columns(IntPredicate kind) {
        int[] columns = new int[types.length];
        int count = 0;
        for (int i = 0; i < types.length; i++) {
            if (kind.test(realType(i))) {
                columns[count++] = i;
            }
        }
        return Arrays.copyOf(columns, count);
    }

    private int realType(int column) {
        int type = types[column] & 0xFF;
        return type == TypeCodes.STRING && metadata[column] >= 0 ? TypeCodes.realType(metadata[column]) : type;
    }

    private static boolean isNumber(int type) {
        return switch (type) {
            case TypeCodes.DECIMAL_OF_DIGITS,
                    TypeCodes.TINYINT,
                    TypeCodes.SMALLINT,
                    TypeCodes.MEDIUMINT,
                    TypeCodes.INT,
                    TypeCodes.BIGINT,
                    TypeCodes.FLOAT,
                    TypeCodes.DOUBLE,
                    TypeCodes.DECIMAL -> true;
            default -> false;
        };
    }

    /** Bytes count as texts of the collation {@code binary}, and so do vectors. */
    private static boolean isText(int type) {
        return switch (type) {
            case TypeCodes.STRING,
                    TypeCodes.VAR_STRING,
                    TypeCodes.VARCHAR,
                    TypeCodes.BLOB,
                    TypeCodes.TINY_BLOB,
                    TypeCodes.MEDIUM_BLOB,
                    TypeCodes.LONG_BLOB,
                    TypeCodes.VECTOR -> true;
            default -> false;
        };
    }

    private static boolean hasMembers(int type) {
        return type == TypeCodes.ENUM || type == TypeCodes.SET;
    }
}
