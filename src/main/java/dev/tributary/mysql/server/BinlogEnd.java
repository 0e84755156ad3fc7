package dev.tributary.mysql.server;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.model.RowVersion;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a server's binlog ends now, as the version that a row there would have. */
public final class BinlogEnd {

    private BinlogEnd() {}

    /** Empty if the server is away or writes no binlog. */
    public static OptionalLong of(MySqlEndpoint endpoint, Duration connectTimeout) {
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
