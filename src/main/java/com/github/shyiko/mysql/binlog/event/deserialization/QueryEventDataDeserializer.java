package com.github.shyiko.mysql.binlog.event.deserialization;

import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Takes the place of the class of this name in the change source, which passes over statements that begin with INSERT, UPDATE
 * or DELETE. A session whose format is not ROW writes them instead of rows. Behind a comment they are read like all
 * others, and refused where they concern a replicated table; see docs/adr/030.
 */
public final class QueryEventDataDeserializer implements EventDataDeserializer<QueryEventData> {

    /** Tells this class from the one that it replaces. */
    public static final boolean REPLACED_BY_TRIBUTARY = true;

    private static final String PREFIX = "/* not as rows */ ";
    private static final int BEGINNING = "INSERT".length();

    @Override
    public QueryEventData deserialize(ByteArrayInputStream in) throws IOException {
        QueryEventData data = new QueryEventData();
        data.setThreadId(in.readLong(4));
        data.setExecutionTime(in.readLong(4));
        in.skip(1); // the length of the database's name, which a zero ends too
        data.setErrorCode(in.readInteger(2));
        in.skip(in.readInteger(2)); // status variables
        data.setDatabase(in.readZeroTerminatedString());
        String sql = in.readString(in.available());
        data.setSql(changesRows(sql) ? PREFIX + sql : sql);
        return data;
    }

    private static boolean changesRows(String sql) {
        String begin = sql.strip();
        begin = begin.substring(0, Math.min(BEGINNING, begin.length()));
        return begin.equalsIgnoreCase("INSERT") || begin.equalsIgnoreCase("UPDATE") || begin.equalsIgnoreCase("DELETE");
    }
}
