package dev.tributary.verify;

import dev.tributary.verify.EqualRanges.Equal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file in which a run keeps the ranges that it found equal, so that a run that was broken off goes on. A range belongs to
 * an identity: that of the servers, and of the statements by which its table is read; so a configuration that reads a table
 * otherwise compares it anew. The file of a run that came to its end is deleted, since the next one is to read everything.
 */
public final class VerifyState implements AutoCloseable {

    private static final String HEADER = "tributary verify: ranges that are equal, 1";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{32})\t(\\d+)\t([^\t]+)\t([^\t]+)");
    private static final String NO_BOUND = "-";

    private final Path file;
    private final List<String> lines;
    private final BufferedWriter writer;

    private VerifyState(Path file, List<String> lines, BufferedWriter writer) {
        this.file = file;
        this.lines = lines;
        this.writer = writer;
    }

    /** @throws IOException if the file cannot be read and written, or is another kind of file; the message says which */
    public static VerifyState open(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.exists(file)) {
            String text = Files.readString(file);
            // A last line without its end was being written when the run was broken off.
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            lines.addAll(whole.lines().toList());
            if (!text.isEmpty() && (lines.isEmpty() || !lines.remove(0).equals(HEADER))) {
                throw new IOException(file + " is no state of verify: name another file, or remove it");
            }
            for (String line : lines) {
                if (!LINE.matcher(line).matches()) {
                    throw new IOException(file + " holds a line that is no range: '" + line + "'; remove the file");
                }
            }
        }
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, HEADER + "\n" + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        return new VerifyState(file, lines, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    }

    /** The ranges of one table: those that are in the file, and those that will be. */
    EqualRanges of(ComparedTable table, String identity) {
        String id = digest(identity);
        EqualRanges ranges = new EqualRanges(table, equal -> append(id, equal));
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches() && parts.group(1).equals(id)) {
                KeyRange range = new KeyRange(key(parts.group(3)), key(parts.group(4)));
                ranges.add(new Equal(range, Long.parseLong(parts.group(2))));
            }
        }
        return ranges;
    }

    private synchronized void append(String id, Equal equal) {
        try {
            writer.write(id + "\t" + equal.rows() + "\t" + text(equal.range().above()) + "\t"
                    + text(equal.range().upTo()) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the state of verify cannot be written to " + file, e);
        }
    }

    /** Keys of ranges are numbers, times or hexadecimal digits. */
    private static String text(@Nullable List<String> key) {
        return key == null ? NO_BOUND : "=" + String.join(",", key);
    }

    private static @Nullable List<String> key(String text) {
        return text.equals(NO_BOUND) ? null : Arrays.asList(text.substring(1).split(",", -1));
    }

    private static String digest(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The run came to its end. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of verify cannot be removed: " + file, e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
