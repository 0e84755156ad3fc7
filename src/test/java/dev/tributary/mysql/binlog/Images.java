package dev.tributary.mysql.binlog;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables of one column after the other for tests, as TABLE_MAP events have them. */
public final class Images {

    private final List<Column> columns = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private final List<Integer> metadata = new ArrayList<>();

    public Images with(String type, int code, int meta) {
        return with(type, code, meta, null);
    }

    public Images with(String type, int code, int meta, @Nullable String characterSet) {
        columns.add(new Column("c" + columns.size(), MySqlType.parse(type), true, characterSet));
        codes.add(code);
        metadata.add(meta);
        return this;
    }

    public List<Column> columns() {
        return List.copyOf(columns);
    }

    public TableMap map() {
        byte[] types = new byte[codes.size()];
        int[] metas = new int[codes.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = codes.get(i).byteValue();
            metas[i] = metadata.get(i);
        }
        return new TableMap(1, "d", "t", types, metas, new BitSet(), null, null, null);
    }

    public RowImage image() {
        return new RowImage(map(), columns());
    }
}
