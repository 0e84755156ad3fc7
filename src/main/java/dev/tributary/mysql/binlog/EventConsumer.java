package dev.tributary.mysql.binlog;

/**
 * Takes the events of a stream, one after the other, in the thread that reads them.
 *
 * @param <X> what it may throw, which ends the reading and comes out of it as it is
 */
@FunctionalInterface
public interface EventConsumer<X extends Exception> {

    void accept(BinlogEvent event) throws X;
}
