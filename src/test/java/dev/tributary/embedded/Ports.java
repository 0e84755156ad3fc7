package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on loopback, below those the system hands to outgoing connections, so that a server that restarts finds its
 * port still free. What {@link #free} has handed out, no other process of the tests is given for as long as this one lives:
 * a server is started later than its port is chosen, and is down for a while where a test kills it.
 */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 31_000;
    private static final int ATTEMPTS = 200;

    private static final Path CLAIMS =
            Path.of(System.getProperty("java.io.tmpdir"), "tributary-test-ports-" + System.getProperty("user.name"));

    /** Kept, since a lock ends with its object. */
    private static final Map<Integer, FileLock> CLAIMED = new HashMap<>();

    private Ports() {}

    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freeFrom(ThreadLocalRandom.current().nextInt(FIRST, LAST));
            if (claim(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "No port between " + FIRST + " and " + LAST + " that nobody has claimed in " + CLAIMS);
    }

    /** Locks a file of the port's name, which the system unlocks when this process ends, however it does. */
    private static synchronized boolean claim(int port) {
        if (CLAIMED.containsKey(port)) {
            return false;
        }
        try {
            Files.createDirectories(CLAIMS);
            FileChannel file = FileChannel.open(
                    CLAIMS.resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = file.tryLock();
            if (lock == null) {
                file.close();
                return false;
            }
            CLAIMED.put(port, lock);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot claim port " + port + " in " + CLAIMS, e);
        }
    }

    /** @return the preferred port, or the next free one above it */
    static int freeFrom(int preferred) {
        for (int port = preferred; port < preferred + ATTEMPTS; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port from " + preferred + " to " + (preferred + ATTEMPTS));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
