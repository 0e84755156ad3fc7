package dev.tributary.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server of this machine that can be cut, stalled and slowed. */
final class TcpProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 14;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object flow = new Object();
    private volatile boolean refusing;
    private volatile boolean stalled;
    private volatile boolean closed;
    private volatile long pauseMillis;

    /** @param target the server's port on 127.0.0.1 */
    TcpProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        thread("accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Breaks all connections; while refusing, new ones are broken too. */
    void cut(boolean refuseNewOnes) {
        refusing = refuseNewOnes;
        open.forEach(TcpProxy::reset);
        open.clear();
    }

    /** Ends refusing, stalling and slowness. What was held back flows on. */
    void heal() {
        refusing = false;
        pauseMillis = 0;
        synchronized (flow) {
            stalled = false;
            flow.notifyAll();
        }
    }

    /** From now on connections are accepted and stay open, and nothing goes through them. */
    void stall() {
        stalled = true;
    }

    /** From now on every 16 KB, and what is less, take that long. */
    void slow(Duration pause) {
        pauseMillis = pause.toMillis();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    reset(client);
                } else {
                    open.add(client);
                    thread("connect", () -> connect(client));
                }
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitFlow(client);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            thread("to-server", () -> pump(client, server));
            pump(server, client);
        } catch (IOException e) {
            reset(client); // the server is away
        } finally {
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitFlow(from);
                if (pauseMillis > 0) {
                    pause(pauseMillis);
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // broken, by one side or by us: both ends close
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void awaitFlow(Socket socket) throws IOException {
        synchronized (flow) {
            while (stalled && !closed) {
                try {
                    flow.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
        }
        if (socket.isClosed()) {
            throw new IOException("cut while stalled");
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Closes as a broken connection closes: by a reset, without what was not sent yet. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        cut(true);
        heal();
    }
}
