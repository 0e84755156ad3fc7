package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What is known of a server at the position of a statement. */
public interface KnownTables {

    /** Nothing. */
    KnownTables NONE = new KnownTables() {
        @Override
        public @Nullable TableStructure structure(TableId table) {
            return null;
        }

        @Override
        public @Nullable String characterSet(String database) {
            return null;
        }

        @Override
        public @Nullable Instant instant(LocalDateTime time, String timeZone) {
            return null;
        }
    };

    /** The structure of any table; null where it is not known. */
    @Nullable
    TableStructure structure(TableId table);

    /** The character set of a database, for tables that name none; null where it is not known. */
    @Nullable
    String characterSet(String database);

    /**
     * The instant of a time in a zone of the server; null where it is not known, or the zone skips it.
     *
     * @param time in whole seconds
     * @param timeZone by the server's name
     */
    @Nullable
    Instant instant(LocalDateTime time, String timeZone);
}
