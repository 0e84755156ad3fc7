package dev.tributary.mysql.source;

import dev.tributary.plan.RoutePlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Routes that a running job has taken in, in the form in which its plan travels. They are read by the job of the same plan
 * alone, which is of the same release; of tables that are alike in many databases little is left when they are compressed.
 */
final class RouteBatch implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Far below what Flink lets a message have. */
    private static final int MOST_ROUTES = 100;

    private final byte[] bytes;

    RouteBatch(byte[] bytes) {
        this.bytes = bytes;
    }

    static List<RouteBatch> of(List<RoutePlan> routes) {
        List<RouteBatch> batches = new ArrayList<>();
        for (int from = 0; from < routes.size(); from += MOST_ROUTES) {
            batches.add(write(routes.subList(from, Math.min(from + MOST_ROUTES, routes.size()))));
        }
        return batches;
    }

    private static RouteBatch write(List<RoutePlan> routes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(new GZIPOutputStream(bytes))) {
            out.writeObject(new ArrayList<>(routes));
        } catch (IOException e) {
            throw new IllegalStateException("routes could not be written", e);
        }
        return new RouteBatch(bytes.toByteArray());
    }

    byte[] bytes() {
        return bytes;
    }

    List<RoutePlan> routes() {
        try (ObjectInputStream in = new OfThisRelease(new ByteArrayInputStream(bytes))) {
            List<RoutePlan> routes = new ArrayList<>();
            for (Object route : (List<?>) in.readObject()) {
                routes.add((RoutePlan) route);
            }
            return routes;
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("routes that the job has taken in could not be read", e);
        }
    }

    /** Finds classes where this one is from, whoever asks. */
    private static final class OfThisRelease extends ObjectInputStream {

        OfThisRelease(ByteArrayInputStream in) throws IOException {
            super(new GZIPInputStream(in));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(described.getName(), false, RouteBatch.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(described);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteBatch batch && Arrays.equals(bytes, batch.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "routes in " + bytes.length + " bytes";
    }
}
