package dev.tributary.mysql.snapshot;

import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.server.ServerFailures;
import dev.tributary.mysql.server.ServerSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts tables into chunks. The bounds are the server's: it orders and compares the rows by itself, whatever the types
 * and the collations of the key are. Used by one thread.
 */
public final class ChunkPlanner {

    private static final String PRIMARY = "PRIMARY";

    private static final String SIZES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS, DATA_LENGTH
              FROM information_schema.TABLES
             WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN (%s) AND TABLE_NAME IN (%s)""";

    private static final String KEY_PARTS = """
            SELECT s.COLUMN_NAME, c.COLUMN_TYPE, c.CHARACTER_SET_NAME, s.SUB_PART, s.COLLATION
              FROM information_schema.STATISTICS s
              JOIN information_schema.COLUMNS c
                ON c.TABLE_SCHEMA = s.TABLE_SCHEMA AND c.TABLE_NAME = s.TABLE_NAME AND c.COLUMN_NAME = s.COLUMN_NAME
             WHERE s.TABLE_SCHEMA = ? AND s.TABLE_NAME = ? AND s.INDEX_NAME = ?%s
             ORDER BY s.SEQ_IN_INDEX""";

    /** An index that the optimizer does not see cannot be forced upon it either. */
    private static final String VISIBLE = " AND s.IS_VISIBLE = 'YES'";

    private final ServerSession session;
    private final ChunkSize size;

    public ChunkPlanner(ServerSession session, ChunkSize size) {
        this.session = session;
        this.size = size;
    }

    /**
     * What was found of many tables by one query.
     *
     * @param chunks one of each small table
     * @param large the tables to be cut
     * @param missing those that are not there, or that the account cannot see
     * @param rows the server's estimate of the rows of each table, where it has one
     */
    public record Overview(List<Chunk> chunks, List<TableSize> large, Set<TableId> missing, Map<TableId, Long> rows) {
        public Overview {
            rows = Map.copyOf(rows);
            chunks = List.copyOf(chunks);
            large = List.copyOf(large);
            missing = Collections.unmodifiableSet(new TreeSet<>(missing));
        }
    }

    /** Plans small tables whole, in the given order. @param tables spelt as the server does */
    public Overview overview(Collection<TableId> tables) throws ServerFailureException {
        Set<TableId> missing = new HashSet<>(tables);
        List<TableSize> sizes = new ArrayList<>();
        if (!tables.isEmpty()) {
            String[] databases =
                    tables.stream().map(TableId::database).distinct().toArray(String[]::new);
            String[] names = tables.stream().map(TableId::table).distinct().toArray(String[]::new);
            try {
                session.query(
                        String.format(SIZES, marks(databases.length), marks(names.length)),
                        row -> {
                            TableSize table = tableSize(row);
                            if (missing.remove(table.table())) {
                                sizes.add(table);
                            }
                        },
                        Stream.of(databases, names).flatMap(Stream::of).toArray(String[]::new));
            } catch (SQLException e) {
                throw ServerFailures.of(e, session.address(), "the sizes of tables cannot be read");
            }
        }
        List<Chunk> chunks = sizes.stream()
                .filter(size::holds)
                .map(table -> Chunk.whole(table.table()))
                .toList();
        List<TableSize> large =
                sizes.stream().filter(table -> !size.holds(table)).toList();
        Map<TableId, Long> rows = sizes.stream()
                .filter(table -> table.rows() != Long.MAX_VALUE)
                .collect(Collectors.toMap(TableSize::table, TableSize::rows, Math::max));
        return new Overview(chunks, large, missing, rows);
    }

    /** An engine that does not tell how large a table is may have a large one. */
    private static TableSize tableSize(ResultSet row) throws SQLException {
        long rows = row.getLong(3);
        long knownRows = row.wasNull() ? Long.MAX_VALUE : rows;
        return new TableSize(new TableId(row.getString(1), row.getString(2)), knownRows, row.getLong(4));
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /**
     * Begins to cut a table along its primary key, or else along the unique key that the merge key is.
     *
     * @param mergeKey the columns by which rows are told apart in ClickHouse
     */
    public TableCut begin(TableStructure table, Collection<String> mergeKey, TableSize tableSize)
            throws ServerFailureException, TableChangedException {
        Optional<String> index = index(table, mergeKey);
        ChunkKey key = index.isPresent() ? key(table.id(), index.get()) : ChunkKey.none();
        return TableCut.begin(table.id(), key, size.rowsOf(tableSize));
    }

    private static Optional<String> index(TableStructure table, Collection<String> mergeKey) {
        if (!table.primaryKey().isEmpty()) {
            return Optional.of(PRIMARY);
        }
        Set<String> columns = comparable(mergeKey);
        return table.uniqueKeys().entrySet().stream()
                .filter(key -> comparable(key.getValue()).equals(columns))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** MySQL compares names of columns without regard to upper and lower case. */
    private static Set<String> comparable(Collection<String> columns) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(columns);
        return names;
    }

    /** The leading parts that can be cut along, and that the index holds in one direction. */
    private ChunkKey key(TableId table, String index) throws ServerFailureException, TableChangedException {
        List<Optional<KeyPart>> parts = new ArrayList<>();
        List<String> directions = new ArrayList<>();
        String visible = session.version().isMySqlFrom(8, 0, 0) ? VISIBLE : "";
        try {
            session.query(
                    String.format(KEY_PARTS, visible),
                    row -> {
                        long prefix = row.getLong(4);
                        Long ofWhole = row.wasNull() ? null : prefix;
                        parts.add(KeyPart.of(
                                row.getString(1), MySqlType.parse(row.getString(2)), row.getString(3), ofWhole));
                        directions.add(String.valueOf(row.getString(5)));
                    },
                    table.database(),
                    table.table(),
                    index);
        } catch (SQLException e) {
            throw ChunkFailures.of(e, session.address(), table, "the key of " + table + " cannot be read");
        }
        List<KeyPart> usable = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Optional<KeyPart> part = parts.get(i);
            if (part.isEmpty() || !directions.get(i).equals(directions.get(0))) {
                break;
            }
            usable.add(part.get());
        }
        return usable.isEmpty() ? ChunkKey.none() : new ChunkKey(index, usable);
    }

    /**
     * Cuts the next chunks of a table.
     *
     * @param atMost how many; each costs the server the reading of the chunk's keys
     */
    public TableCut.Step cut(TableCut from, int atMost) throws ServerFailureException, TableChangedException {
        List<Chunk> chunks = new ArrayList<>();
        TableCut cut = from;
        while (!cut.done() && chunks.size() < atMost) {
            KeyBound bound = cut.key().isNone() ? null : nextBound(cut);
            chunks.add(cut.chunkUpTo(bound));
            cut = bound == null ? cut.finished() : cut.after(bound);
        }
        return new TableCut.Step(chunks, cut);
    }

    /** The key of the last row of the next chunk, null if there are fewer rows left. */
    private @Nullable KeyBound nextBound(TableCut cut) throws ServerFailureException, TableChangedException {
        String sql = ChunkSql.bound(cut.table(), cut.key(), cut.last(), cut.rows());
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                return null;
            }
            List<String> literals = new ArrayList<>();
            for (KeyPart part : cut.key().parts()) {
                literals.add(part.literal(rows.getBytes(literals.size() + 1)));
            }
            return new KeyBound(literals);
        } catch (SQLException e) {
            throw ChunkFailures.of(e, session.address(), cut.table(), "a chunk of " + cut.table() + " cannot be cut");
        }
    }
}
