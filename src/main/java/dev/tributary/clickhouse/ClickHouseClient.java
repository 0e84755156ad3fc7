package dev.tributary.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.tributary.config.SecretUnavailableException;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Statements, queries and inserts over ClickHouse's HTTP interface, each with a deadline, each failure as a
 * {@link ClickHouseException} with its class. Safe for use by several threads.
 */
public final class ClickHouseClient implements AutoCloseable {

    /**
     * What an insert into columns of the type {@code JSON} says, so that RowBinary holds their text, and no value is taken for
     * another: no text for a date or a number, and nothing in an array for what its neighbours are.
     */
    public static final Map<String, String> JSON_AS_TEXT = Map.of(
            "input_format_binary_read_json_as_string", "1",
            "input_format_try_infer_dates", "0",
            "input_format_try_infer_datetimes", "0",
            "input_format_json_try_infer_numbers_from_strings", "0",
            "input_format_json_read_bools_as_numbers", "0",
            "input_format_json_read_bools_as_strings", "0",
            "input_format_json_read_numbers_as_strings", "0",
            "input_format_json_read_arrays_as_strings", "0",
            "input_format_json_read_objects_as_strings", "0");

    /** Whether the server is at work on a statement is a short question. */
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(30);

    private final Client client;

    /** Waits without a deadline of its own: {@link LongStatements} have one. */
    private final Client patient;

    private final LongStatements longStatements;
    private final String url;
    private volatile @Nullable Map<String, String> fixedSettings;

    public ClickHouseClient(ClickHouseOptions options) {
        this.url = options.url();
        this.client = client(options, options.statementTimeout(), true);
        this.patient = client(options, Duration.ZERO, false);
        this.longStatements = new LongStatements(options.statementTimeout(), this::look);
    }

    /**
     * @param socketTimeout how long to wait for something to be read; zero for ever
     * @param rows whether answers have rows. Buffers of megabytes are made for each request or answer that is compressed,
     *     which rows are worth, and statements are not
     */
    private static Client client(ClickHouseOptions options, Duration socketTimeout, boolean rows) {
        Client.Builder builder = new Client.Builder()
                .addEndpoint(options.url())
                .setUsername(options.user())
                .setPassword(password(options))
                .setConnectTimeout(options.connectTimeout().toMillis(), ChronoUnit.MILLIS)
                .setSocketTimeout(socketTimeout.toMillis(), ChronoUnit.MILLIS)
                .setMaxConnections(32)
                .setSocketKeepAlive(true)
                .setMaxRetries(0)
                .compressServerResponse(rows)
                .compressClientRequest(false);
        if (!options.tlsFiles().isEmpty()) {
            builder.setSSLContext(context(options));
        }
        return builder.build();
    }

    private static String password(ClickHouseOptions options) {
        try {
            return options.password().reveal();
        } catch (SecretUnavailableException e) {
            throw ClickHouseException.unusable(options.url(), e);
        }
    }

    private static SSLContext context(ClickHouseOptions options) {
        try {
            return options.tlsFiles().context();
        } catch (IOException | GeneralSecurityException e) {
            throw ClickHouseException.unusable(options.url(), e);
        }
    }

    /** Executes a statement and waits for its end, for as long as the server is at work on it. */
    public void execute(String sql) {
        execute(sql, Map.of(), null);
    }

    /**
     * Executes a statement under the given settings and waits for its end.
     *
     * @param queryId names the statement in {@code system.processes}, null for one of no meaning
     */
    public void execute(String sql, Map<String, Object> settings, @Nullable String queryId) {
        String id = queryId == null ? UUID.randomUUID().toString() : queryId;
        QuerySettings all = settings(whole(settings), id);
        try (QueryResponse response = longStatements.await(id, () -> await(patient.query(sql, all)));
                InputStream in = response.getInputStream()) {
            // The answer tells success only when it is there to its end: an error can stand behind a beginning of
            // success.
            ErrorInBody.requireNone(in, url, sql);
        } catch (IOException e) {
            throw ClickHouseException.unreachable(url, sql, e);
        } catch (Exception e) {
            throw ClickHouseException.of(url, sql, e);
        }
    }

    /** The server answers when all is done, and with an error's own status where one comes late. */
    private static Map<String, Object> whole(Map<String, Object> settings) {
        Map<String, Object> more = new HashMap<>(settings);
        more.put("wait_end_of_query", 1);
        return more;
    }

    /** The rows of a query, small enough for memory; each value as ClickHouse prints it, or null. */
    public List<List<@Nullable String>> query(String sql) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        stream(sql, whole(Map.of()), rows::add);
        return rows;
    }

    /** The first value of the first row. */
    public @Nullable String queryValue(String sql) {
        List<List<@Nullable String>> rows = query(sql);
        return rows.isEmpty() ? null : rows.get(0).get(0);
    }

    /** Passes the rows of a query on as they arrive; each value as ClickHouse prints it, or null. */
    public void stream(String sql, RowConsumer consumer) {
        stream(sql, Map.of(), consumer);
    }

    private void stream(String sql, Map<String, Object> more, RowConsumer consumer) {
        read(sql, settings(more, null).setFormat(ClickHouseFormat.TabSeparated), consumer);
    }

    private void read(String sql, QuerySettings settings, RowConsumer consumer) {
        try (QueryResponse response = await(client.query(sql, settings));
                InputStream in = response.getInputStream()) {
            new TabSeparatedReader(in).forEach(row -> {
                ErrorInBody.requireNoneIn(row, url, sql);
                consumer.accept(row);
            });
        } catch (IOException e) {
            throw ClickHouseException.unreachable(url, sql, e);
        } catch (Exception e) {
            throw ClickHouseException.of(url, sql, e);
        }
    }

    /**
     * Inserts rows of RowBinary and returns when ClickHouse has acknowledged them.
     *
     * @param table quoted, with its database
     * @param columns unquoted, in the order of the bytes
     * @param more settings of the server for this insert
     */
    public void insertRowBinary(String table, List<String> columns, InputStream rows, Map<String, String> more) {
        String what = "INSERT INTO " + table;
        InsertSettings settings = new InsertSettings().compressClientRequest(true);
        fixed().forEach(settings::serverSetting);
        settings.serverSetting("insert_deduplicate", "0");
        settings.serverSetting("wait_end_of_query", "1");
        more.forEach(settings::serverSetting);
        // The driver puts the names into the statement as they are.
        List<String> quoted = columns.stream().map(Identifiers::quote).toList();
        try (InsertResponse ignored = await(client.insert(table, quoted, rows, ClickHouseFormat.RowBinary, settings))) {
            // acknowledged
        } catch (IOException e) {
            throw ClickHouseException.unreachable(url, what, e);
        } catch (Exception e) {
            throw ClickHouseException.of(url, what, e);
        }
    }

    private QuerySettings settings(Map<String, Object> settings, @Nullable String queryId) {
        QuerySettings result = new QuerySettings();
        fixed().forEach(result::serverSetting);
        settings.forEach((name, value) -> result.serverSetting(name, value.toString()));
        if (queryId != null) {
            result.setQueryId(queryId);
        }
        return result;
    }

    /** Those of the fixed settings that the server knows, asked once. */
    private Map<String, String> fixed() {
        Map<String, String> known = fixedSettings;
        if (known == null) {
            known = FixedSettings.knownTo(this::ask);
            fixedSettings = known;
        }
        return known;
    }

    /** The first question to a server: one that accepts and says nothing is found out by it, and not by a long statement. */
    private List<String> ask(String sql) {
        List<String> values = new ArrayList<>();
        QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.TabSeparated);
        settings.setNetworkTimeout(LOOK_TIMEOUT.toMillis(), ChronoUnit.MILLIS);
        try (QueryResponse response = await(client.query(sql, settings));
                InputStream in = response.getInputStream()) {
            new TabSeparatedReader(in).forEach(row -> values.add(String.valueOf(row.get(0))));
        } catch (IOException e) {
            throw ClickHouseException.unreachable(url, sql, e);
        } catch (Exception e) {
            throw ClickHouseException.of(url, sql, e);
        }
        return values;
    }

    /** The driver's requests are over when it gives them back; the deadline is that of their sockets. */
    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private @Nullable String look(String sql) {
        QuerySettings settings = settings(Map.of("max_execution_time", LOOK_TIMEOUT.toSeconds()), null)
                .setFormat(ClickHouseFormat.TabSeparated);
        List<List<@Nullable String>> rows = new ArrayList<>();
        read(sql, settings, rows::add);
        return rows.isEmpty() ? null : rows.get(0).get(0);
    }

    @Override
    public void close() {
        longStatements.close();
        patient.close();
        client.close();
    }

    /** Takes one row; a value is null for ClickHouse's NULL. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(List<@Nullable String> row) throws Exception;
    }
}
