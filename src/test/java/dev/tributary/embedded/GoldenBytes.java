package dev.tributary.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes that a serializer once wrote, kept as hexadecimal lines under {@code golden/} in the test resources. */
public final class GoldenBytes {

    private GoldenBytes() {}

    /** @param name of the file, without folder and {@code .hex} */
    public static byte[] of(String name) throws IOException {
        String path = "/golden/" + name + ".hex";
        try (InputStream in = GoldenBytes.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException(path);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        }
    }
}
