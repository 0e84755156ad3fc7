package dev.tributary.mysql.snapshot;

import dev.tributary.model.TableId;
import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.server.ServerFailures;
import java.sql.SQLException;
import java.util.Set;

/** Tells what is wrong with a table alone from what is wrong with the server. */
final class ChunkFailures {

    /**
     * MySQL's codes: 1044 no access to the database, 1049 no such database, 1054 no such column, 1142 and 1143 no
     * access to the table or a column, 1146 no such table, 1176 no such key, 1932 no such table in the engine.
     */
    private static final Set<Integer> TABLE_CODES = Set.of(1044, 1049, 1054, 1142, 1143, 1146, 1176, 1932);

    private ChunkFailures() {}

    /**
     * @param what was being done
     * @throws TableChangedException if the failure concerns the table alone
     */
    static ServerFailureException of(SQLException failure, String address, TableId table, String what)
            throws TableChangedException {
        if (TABLE_CODES.contains(failure.getErrorCode())) {
            throw new TableChangedException(table, failure);
        }
        return ServerFailures.of(failure, address, what);
    }
}
