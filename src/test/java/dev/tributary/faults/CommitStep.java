package dev.tributary.faults;

import java.util.regex.Pattern;

/** What the job asks of ClickHouse, as far as faults strike at it: the steps of a commit, and of a change of structure. */
enum CommitStep {
    /** Rows into a staging table. */
    STAGE,
    /** The merge's DELETE. */
    DELETE,
    /** The merge's INSERT. */
    INSERT,
    /** The entry in the ledger. */
    LEDGER,
    /** A staging table is dropped. */
    DROP,
    /** A target follows a change of its tables' structure, or gets the mark of rows that a statement has changed. */
    ALTER,
    /** The merge changes rows of earlier commits. */
    UPDATE,
    OTHER;

    private static final Pattern DELETE_ID = Pattern.compile(".*/delete[\\d-]*");
    private static final Pattern INSERT_ID = Pattern.compile(".*/insert[\\d-]*");
    private static final Pattern UPDATE_ID = Pattern.compile(".*/update\\d+-[\\d-]*");
    private static final String STAGING_DATABASE = "`tributary_staging`.";

    /** @param queryId empty where the statement has none */
    static CommitStep of(String queryId, String sql) {
        if (DELETE_ID.matcher(queryId).matches()) {
            return DELETE;
        }
        if (INSERT_ID.matcher(queryId).matches()) {
            return INSERT;
        }
        if (UPDATE_ID.matcher(queryId).matches()) {
            return UPDATE;
        }
        if (sql.startsWith("INSERT INTO " + STAGING_DATABASE)) {
            return STAGE;
        }
        if (sql.startsWith("INSERT INTO `tributary`.`ledger`")) {
            return LEDGER;
        }
        if (sql.startsWith("ALTER TABLE `" + TestStand.DATABASE + "`.")) {
            return ALTER;
        }
        return sql.startsWith("DROP TABLE IF EXISTS " + STAGING_DATABASE) ? DROP : OTHER;
    }
}
