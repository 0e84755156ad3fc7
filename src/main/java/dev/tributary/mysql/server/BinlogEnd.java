package dev.tributary.mysql.server;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.model.RowVersion;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a server's binlog ends now, as the version that a row there would have. */
public final class BinlogEnd {

    private BinlogEnd() {}

    /** Of the first of the servers that answers; empty if none does, or it writes no binlog. */
    public static OptionalLong of(List<MySqlEndpoint> endpoints, Duration connectTimeout) {
        for (MySqlEndpoint endpoint : endpoints) {
            OptionalLong end = of(endpoint, connectTimeout);
            if (end.isPresent()) {
                return end;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong of(MySqlEndpoint endpoint, Duration connectTimeout) {
        try (ServerSession session = ServerSession.open(endpoint, connectTimeout)) {
            Optional<BinlogPosition> end = session.binlogHead();
            return end.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            RowVersion.version(end.get().file(), end.get().offset(), 0));
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }
}
