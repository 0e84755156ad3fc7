package dev.tributary.mysql.binlog;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The events of a stream that a server once sent, in the test resources under {@code golden/binlog}: for each a line with what it
 * says, by {@link EventTexts}, and one with its bytes. {@link EventRecorder} wrote them.
 */
record RecordedEvents(List<byte[]> events, List<String> texts) {

    static RecordedEvents of(String name) throws IOException {
        String path = "/golden/binlog/" + name + ".txt";
        try (InputStream in = RecordedEvents.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException(path);
            }
            List<byte[]> events = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            for (int i = 0; i < lines.size(); i += 2) {
                texts.add(lines.get(i));
                events.add(HexFormat.of().parseHex(lines.get(i + 1)));
            }
            return new RecordedEvents(events, texts);
        }
    }
}
