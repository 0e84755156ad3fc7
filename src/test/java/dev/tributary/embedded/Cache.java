package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What the servers need and is dear to make: unpacked archives, installed libraries, initialised data folders. Each entry
 * is made once per machine, under a lock, and appears whole or not at all.
 */
record Cache(Path root) {
    private static final String LOCATION = "TRIBUTARY_CACHE";

    /** Fills the folder it is given. */
    interface Maker {
        void make(Path folder) throws IOException;
    }

    /** In the folder that {@code TRIBUTARY_CACHE} names, or {@code ~/.cache/tributary}. */
    static Cache fromEnvironment() {
        String location = System.getenv(LOCATION);
        return new Cache(
                location == null || location.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache", "tributary")
                        : Path.of(location).toAbsolutePath());
    }

    /** @return the folder of the entry, made now if it is missing */
    Path entry(String name, Maker maker) {
        Path folder = root.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(root);
            try (FileChannel channel = FileChannel.open(
                            root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(folder)) {
                    Path unfinished = root.resolve(name + ".unfinished");
                    deleteTree(unfinished);
                    Files.createDirectories(unfinished);
                    maker.make(unfinished);
                    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + folder + ": " + e.getMessage(), e);
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
