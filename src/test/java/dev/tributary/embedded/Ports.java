package dev.tributary.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on loopback, below those the system hands to outgoing connections, so that a server that restarts finds its
 * port still free.
 */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 31_000;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    public static int free() {
        return freeFrom(ThreadLocalRandom.current().nextInt(FIRST, LAST));
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
