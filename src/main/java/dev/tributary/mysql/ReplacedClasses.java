package dev.tributary.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderV4Deserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.QueryEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventMetadataDeserializer;
import io.debezium.connector.mysql.RowDeserializers;
import java.util.Arrays;
import java.util.List;

/**
 * The classes of the change source that this job brings in a version of its own, see docs/adr/030. If another jar's came
 * first on the class path, values would be altered, and changes passed over, in silence.
 */
final class ReplacedClasses {

    /** What each of them, and no class of the change source, is marked with. */
    private static final String MARK = "REPLACED_BY_TRIBUTARY";

    private ReplacedClasses() {}

    /** @throws IllegalStateException where the change source's own are in use */
    static void requireInUse() {
        List.of(
                        RowDeserializers.class,
                        TableMapEventMetadataDeserializer.class,
                        EventHeaderV4Deserializer.class,
                        QueryEventDataDeserializer.class)
                .forEach(ReplacedClasses::require);
    }

    static void require(Class<?> type) {
        if (Arrays.stream(type.getFields()).noneMatch(field -> field.getName().equals(MARK))) {
            throw new IllegalStateException(type.getName() + " was loaded from "
                    + type.getProtectionDomain().getCodeSource()
                    + ", and would alter values or pass over changes: a MySQL CDC connector or its binlog client stands before the job's"
                    + " jar on the class path; take it away");
        }
    }
}
