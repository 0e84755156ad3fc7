package dev.tributary.mysql;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.ServerVitals;
import dev.tributary.model.RowVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** Where a server's binlog ends now, as the version that a row there would have. */
public final class BinlogEnd {

    private BinlogEnd() {}

    /** Empty if the server is away or writes no binlog. */
    public static OptionalLong of(MySqlEndpoint endpoint, Duration connectTimeout) {
        try (MySqlSession session = MySqlSession.open(endpoint, null, connectTimeout)) {
            long version = version(ServerVitals.read(session));
            return version == 0 ? OptionalLong.empty() : OptionalLong.of(version);
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    /** 0 if the server writes no binlog. */
    static long version(ServerVitals vitals) {
        ServerVitals.Binlog head = vitals.head();
        return head.file().isEmpty() ? 0 : RowVersion.version(head.file(), head.size(), 0);
    }
}
