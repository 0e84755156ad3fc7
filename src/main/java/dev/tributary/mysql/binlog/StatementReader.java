package dev.tributary.mysql.binlog;

import dev.tributary.mapping.CharacterSets;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import java.nio.charset.StandardCharsets;

/** Reads QUERY events, and EXECUTE_LOAD_QUERY events, which are such with the file of a LOAD DATA besides. */
final class StatementReader {

    /** The usual length of the fixed part; what EXECUTE_LOAD_QUERY has more in it is about the file. */
    static final int QUERY_POST_HEADER = 13;

    static final int LOAD_POST_HEADER = 26;

    private static final String UTF8 = "utf8mb4";

    private StatementReader() {}

    /**
     * Reads the event's body.
     *
     * @param postHeader the length of its fixed part
     */
    static StatementExecuted read(EventHead head, EventBytes in, int postHeader) throws BinlogFailure {
        in.skip(8); // the session's number, how long the statement took
        int databaseLength = in.unsigned8();
        int errorCode = in.unsigned16();
        int variablesLength = in.unsigned16();
        in.skip(postHeader - QUERY_POST_HEADER);
        StatusVariables variables = StatusVariables.read(in.part(variablesLength));
        String database = in.name(databaseLength);
        in.skip(1);
        byte[] text = in.copy(in.remaining());
        if (variables.unknown() >= 0 && !variables.complete()) {
            throw unreadable(
                    head,
                    "has the status variable " + variables.unknown()
                            + " before the settings of its session, and is of a server newer than this job knows");
        }
        return new StatementExecuted(
                head, database, variables.session(), text(head, variables, text), errorCode, variables.databases());
    }

    private static String text(EventHead head, StatusVariables variables, byte[] text) throws BinlogFailure {
        Integer collation = variables.clientCollation();
        String characterSet = collation == null ? UTF8 : Collations.characterSet(collation);
        if (characterSet == null && !isAscii(text)) {
            throw unreadable(
                    head,
                    "is in the character set of collation " + collation
                            + ", which is not known; only clients with a usual character set can be followed");
        }
        CharacterSets.Decoder decoder = CharacterSets.decoder(characterSet == null ? UTF8 : characterSet);
        return decoder == null ? new String(text, StandardCharsets.UTF_8) : decoder.decode(text);
    }

    /** On these bytes all character sets agree that a client is likely to have. */
    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static BinlogFailure unreadable(EventHead head, String what) {
        return new BinlogFailure(
                BinlogFailure.Kind.UNREADABLE,
                "the statement before position " + head.end() + " " + what
                        + ". To resynchronise, start the job without its state: it takes a new snapshot");
    }
}
