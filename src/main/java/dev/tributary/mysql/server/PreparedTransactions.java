package dev.tributary.mysql.server;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * The XA transactions that are prepared, and neither committed nor rolled back.
 *
 * @param known whether the account may see them at all (XA_RECOVER_ADMIN on MySQL 8.0 and later)
 * @param xids as the binlog names them in {@code XA COMMIT}: {@code X'6162',X'',1}
 */
public record PreparedTransactions(boolean known, Set<String> xids) implements Serializable {

    /** MySQL answers an account without the privilege that there was a fatal error (1401), others that it is denied. */
    private static final Set<Integer> DENIED = Set.of(1045, 1142, 1227, 1401);

    public PreparedTransactions {
        xids = new TreeSet<>(xids);
    }

    public static PreparedTransactions read(ServerSession session) throws SQLException {
        Set<String> xids = new TreeSet<>();
        boolean isMariaDb = session.version().mariaDb();
        try {
            session.query(isMariaDb ? "XA RECOVER" : "XA RECOVER CONVERT XID", row -> {
                byte[] data = row.getBytes(4);
                byte[] id = isMariaDb
                        ? data
                        : HexFormat.of().parseHex(new String(data, StandardCharsets.US_ASCII).substring("0x".length()));
                xids.add(xid(row.getLong(1), row.getInt(2), row.getInt(3), id));
            });
            return new PreparedTransactions(true, xids);
        } catch (SQLException e) {
            if (DENIED.contains(e.getErrorCode())) {
                return new PreparedTransactions(false, Set.of());
            }
            throw e;
        }
    }

    /** @param id the global and the branch identifier, one behind the other */
    static String xid(long format, int globalLength, int branchLength, byte[] id) {
        if (id.length != globalLength + branchLength) {
            throw new IllegalStateException("XA RECOVER shows an identifier of " + id.length + " bytes and says "
                    + globalLength + " and " + branchLength);
        }
        HexFormat hex = HexFormat.of();
        return "X'" + hex.formatHex(id, 0, globalLength) + "',X'" + hex.formatHex(id, globalLength, id.length) + "',"
                + format;
    }
}
