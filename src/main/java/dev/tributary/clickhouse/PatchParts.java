package dev.tributary.clickhouse;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether rows of a table can be deleted and changed by patch parts. */
public final class PatchParts {

    /** Patch parts find rows by these two; a table can have them from its creation only. */
    public static final String SETTINGS = "enable_block_number_column = 1, enable_block_offset_column = 1";

    private static final Pattern NO_ADAPTIVE_MARKS = Pattern.compile("\\bindex_granularity_bytes\\s*=\\s*0\\b");
    private static final Pattern BLOCK_NUMBER = Pattern.compile("enable_block_number_column\\s*=\\s*(1|true)");
    private static final Pattern BLOCK_OFFSET = Pattern.compile("enable_block_offset_column\\s*=\\s*(1|true)");

    private PatchParts() {}

    /**
     * What keeps them from being used; null if nothing does.
     *
     * @param table null for one that is created with {@link #SETTINGS}
     */
    public static @Nullable String obstacle(ServerVersion version, @Nullable ExistingTable table) {
        if (!version.isAtLeast(ServerVersion.PATCH_PARTS)) {
            return "ClickHouse " + version + " has no patch parts, " + ServerVersion.PATCH_PARTS + " has";
        }
        if (table != null && !allows(table)) {
            return "the table was created without " + SETTINGS;
        }
        if (table != null && !version.isAtLeast(ServerVersion.PATCHES_OF_SEVERAL_PARTS) && loses(table)) {
            return "the table has index_granularity_bytes = 0, by which ClickHouse before "
                    + ServerVersion.PATCHES_OF_SEVERAL_PARTS + " loses patches (its issue 117844)";
        }
        return null;
    }

    private static boolean allows(ExistingTable table) {
        return BLOCK_NUMBER.matcher(table.createQuery()).find()
                && BLOCK_OFFSET.matcher(table.createQuery()).find();
    }

    /** See {@link ServerVersion#PATCHES_OF_SEVERAL_PARTS}. */
    private static boolean loses(ExistingTable table) {
        return NO_ADAPTIVE_MARKS.matcher(table.createQuery()).find();
    }
}
