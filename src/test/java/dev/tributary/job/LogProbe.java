package dev.tributary.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What Tributary tells the log of this JVM, from its making until it is closed. */
final class LogProbe implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("probe", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
        }
    };

    LogProbe() {
        appender.start();
        logger().addAppender(appender, null, null);
    }

    private static LoggerConfig logger() {
        return ((LoggerContext) LogManager.getContext(false)).getConfiguration().getLoggerConfig("dev.tributary");
    }

    /** The messages with the text, in their order. */
    List<String> with(String text) {
        return messages.stream().filter(message -> message.contains(text)).toList();
    }

    @Override
    public void close() {
        logger().removeAppender("probe");
        appender.stop();
    }
}
