package com.github.shyiko.mysql.binlog.event.deserialization;

import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.tributary.mysql.UnreadEvents;
import java.io.IOException;

/**
 * Takes the place of the class of this name in the change source, which does not tell of the events that nobody reads; see
 * {@link UnreadEvents} and docs/adr/030.
 */
public final class EventHeaderV4Deserializer implements EventHeaderDeserializer<EventHeaderV4> {

    /** Tells this class from the one that it replaces. */
    public static final boolean REPLACED_BY_TRIBUTARY = true;

    private static final long MILLIS = 1000;

    @Override
    public EventHeaderV4 deserialize(ByteArrayInputStream in) throws IOException {
        EventHeaderV4 header = new EventHeaderV4();
        header.setTimestamp(in.readLong(4) * MILLIS);
        int number = in.readInteger(1);
        EventType type = EventType.byEventNumber(number);
        // What was there before is in a form that the client cannot read, once the server had GTIDs with tags; nobody
        // asks.
        header.setEventType(type == null || type == EventType.PREVIOUS_GTIDS ? EventType.UNKNOWN : type);
        header.setServerId(in.readLong(4));
        header.setEventLength(in.readLong(4));
        header.setNextPosition(in.readLong(4));
        header.setFlags(in.readInteger(2));
        UnreadEvents.refuse(number, header.getFlags(), header.getNextPosition());
        return header;
    }
}
