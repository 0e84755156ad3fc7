package dev.tributary.connections;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.model.TableId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Asks MySQL servers what they have, all at the same time, since one that does not answer takes a whole timeout. */
final class ServerCatalogs {

    private static final String DATABASES = "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA";

    private static final String TABLES = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES"
            + " WHERE TABLE_SCHEMA IN (%s)";

    /** What a server answered, or why it did not. */
    record Answer<T>(@Nullable T value, @Nullable SQLException failure) {}

    /** What is asked of one server. */
    private interface Question<T> {
        T ask(MySqlSession session) throws SQLException;
    }

    private final Duration connectTimeout;

    ServerCatalogs(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** The databases that each account can see, in order, as the server spells them; one answer per endpoint. */
    List<Answer<SortedSet<String>>> databases(List<MySqlEndpoint> endpoints) {
        List<Question<SortedSet<String>>> questions = Collections.nCopies(endpoints.size(), session -> {
            TreeSet<String> names = new TreeSet<>();
            session.query(DATABASES, row -> names.add(row.getString(1)));
            return names;
        });
        return ask(endpoints, questions);
    }

    /** The tables of the connections' databases with their types, one answer per server. */
    List<Answer<Map<TableId, String>>> tables(List<ConnectionConfig> connections) {
        Map<String, List<ConnectionConfig>> servers = new TreeMap<>();
        connections.forEach(connection -> servers.computeIfAbsent(
                        connection.endpoint().addresses().get(0).key(), unused -> new ArrayList<>())
                .add(connection));
        List<MySqlEndpoint> endpoints = new ArrayList<>();
        List<Question<Map<TableId, String>>> questions = new ArrayList<>();
        for (List<ConnectionConfig> server : servers.values()) {
            String[] databases =
                    server.stream().map(ConnectionConfig::database).distinct().toArray(String[]::new);
            endpoints.add(server.get(0).endpoint());
            questions.add(session -> {
                Map<TableId, String> types = new LinkedHashMap<>();
                session.query(
                        TABLES.formatted(String.join(", ", Collections.nCopies(databases.length, "?"))),
                        row -> types.put(new TableId(row.getString(1), row.getString(2)), row.getString(3)),
                        databases);
                return types;
            });
        }
        return ask(endpoints, questions);
    }

    private <T> List<Answer<T>> ask(List<MySqlEndpoint> endpoints, List<Question<T>> questions) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(32, endpoints.size())));
        try {
            List<Future<Answer<T>>> results = new ArrayList<>();
            for (int i = 0; i < endpoints.size(); i++) {
                MySqlEndpoint endpoint = endpoints.get(i);
                Question<T> question = questions.get(i);
                results.add(threads.submit(() -> ask(endpoint, question)));
            }
            List<Answer<T>> answers = new ArrayList<>();
            for (Future<Answer<T>> result : results) {
                answers.add(result.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("planning was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a server could not be asked for its tables", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private <T> Answer<T> ask(MySqlEndpoint endpoint, Question<T> question) {
        try (MySqlSession session = MySqlSession.openAny(endpoint, null, connectTimeout)) {
            return new Answer<>(question.ask(session), null);
        } catch (SQLException e) {
            return new Answer<>(null, e);
        }
    }
}
