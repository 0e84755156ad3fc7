package dev.tributary.mysql.binlog;

import java.util.Arrays;

/**
 * What the first event of a binlog file says of those behind it: how long the fixed parts of their bodies are, and whether they
 * end in checksums.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FormatDescription(boolean checksummed, byte[] postHeaders) {

    /** Before there was one. */
    static final FormatDescription NONE = new FormatDescription(false, new byte[0]);

    private static final int SERVER_VERSION_LENGTH = 50;
    private static final int CREATED_LENGTH = 4;
    private static final int ALGORITHM_LENGTH = 1;
    private static final int OFF = 0;
    private static final int CRC32 = 1;

    /** @param in the event's body, with the checksum that it always ends in since MySQL 5.6 and MariaDB 5.3 */
    static FormatDescription read(EventBytes in) {
        int body = in.remaining();
        int version = in.unsigned16();
        if (version != 4) {
            throw new IllegalArgumentException("version " + version + " of the binlog's format, must be 4");
        }
        in.skip(SERVER_VERSION_LENGTH + CREATED_LENGTH);
        int headerLength = in.unsigned8();
        if (headerLength != EventReader.HEADER_LENGTH) {
            throw new IllegalArgumentException("headers of " + headerLength + " bytes");
        }
        int types = in.position();
        in.skip(EventTypes.FORMAT_DESCRIPTION - 1);
        int ownLength = in.unsigned8();
        boolean saysChecksum = body != ownLength;
        if (saysChecksum && body != ownLength + ALGORITHM_LENGTH + Checksums.LENGTH) {
            throw new IllegalArgumentException(body + " bytes, of which " + ownLength + " are known");
        }
        int count = ownLength - 2 - SERVER_VERSION_LENGTH - CREATED_LENGTH - 1;
        in.skip(count - EventTypes.FORMAT_DESCRIPTION);
        byte[] postHeaders = Arrays.copyOfRange(in.array(), types, types + count);
        int algorithm = saysChecksum ? in.unsigned8() : OFF;
        if (algorithm != OFF && algorithm != CRC32) {
            throw new IllegalArgumentException("the checksum algorithm " + algorithm);
        }
        return new FormatDescription(algorithm == CRC32, postHeaders);
    }

    /**
     * The length of the fixed part that begins the bodies of a type.
     *
     * @param usual where the server does not say
     */
    int postHeader(int type, int usual) {
        return type <= postHeaders.length ? postHeaders[type - 1] & 0xFF : usual;
    }
}
