package dev.tributary.mysql.ddl;

import java.io.Serializable;

/**
 * How a server understands DDL, as far as servers differ.
 *
 * @param lowerCaseTableNames whether names of tables and databases are compared without regard to upper and lower case
 *     ({@code lower_case_table_names} is not 0)
 * @param mariaDb whether it is a MariaDB, with its executed comments and its aliases of types
 * @param explicitTimestamps whether a TIMESTAMP that says nothing of NULL can be NULL ({@code explicit_defaults_for_timestamp})
 */
public record DdlDialect(boolean lowerCaseTableNames, boolean mariaDb, boolean explicitTimestamps)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** MySQL 8 on Linux as it is installed. */
    public static final DdlDialect USUAL = new DdlDialect(false, false, true);
}
