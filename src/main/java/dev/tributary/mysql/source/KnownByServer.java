package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.KnownTables;
import dev.tributary.mysql.ddl.TableStructure;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the followed tables and the server, as it is now, know of the position that is read. */
final class KnownByServer implements KnownTables {

    private final Map<TableId, FollowedTable> followed;
    private final ServerInquiry inquiry;

    /** The server could not be asked. */
    static final class InquiryFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        InquiryFailedException(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }

    private interface Question<T> {

        Optional<T> ask() throws SQLException;
    }

    KnownByServer(Map<TableId, FollowedTable> followed, ServerInquiry inquiry) {
        this.followed = followed;
        this.inquiry = inquiry;
    }

    @Override
    public @Nullable TableStructure structure(TableId table) {
        FollowedTable found = followed.get(table);
        return found == null ? null : found.structure();
    }

    @Override
    public @Nullable String characterSet(String database) {
        return answer(() -> inquiry.characterSet(database));
    }

    @Override
    public @Nullable Instant instant(LocalDateTime time, String timeZone) {
        return answer(() -> inquiry.instant(time, timeZone));
    }

    private static <T> @Nullable T answer(Question<T> question) {
        try {
            return question.ask().orElse(null);
        } catch (SQLException e) {
            throw new InquiryFailedException(e);
        }
    }
}
