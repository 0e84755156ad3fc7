package dev.tributary.mysql;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.RunMode;
import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SyncConfig.SourceOptions;
import dev.tributary.model.TableSchema;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSourceBuilder;
import org.apache.flink.cdc.connectors.mysql.table.StartupOptions;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.table.catalog.ObjectPath;

/** Builds the CDC source of a server: one binlog connection for all its databases. */
public final class MySqlSources {

    /** How long the server may take for an answer, or for the next part of one. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    private MySqlSources() {}

    /** @param deserializer what becomes of the records: the job's is {@link ChangeDeserializer} */
    public static <T> MySqlSource<T> source(
            ServerPlan server,
            SourceOptions options,
            SchemaChangeOptions schemaChanges,
            RunMode mode,
            int parallelism,
            DebeziumDeserializationSchema<T> deserializer) {
        MySqlEndpoint endpoint = server.endpoint();
        MySqlSourceBuilder<T> builder = MySqlSource.<T>builder()
                .hostname(endpoint.host())
                .port(endpoint.port())
                .username(endpoint.user())
                .password(endpoint.password().reveal())
                .databaseList(server.routes().stream()
                        .map(route -> pattern(route.source().id().database()))
                        .distinct()
                        .toArray(String[]::new))
                .tableList(server.routes().stream()
                        .map(route -> pattern(route.source().id().database()) + "\\."
                                + pattern(route.source().id().table()))
                        .toArray(String[]::new))
                .serverId(server.firstServerId() + "-" + (server.firstServerId() + parallelism))
                .serverTimeZone("UTC")
                .connectTimeout(options.connectTimeout())
                .connectMaxRetries(1)
                .splitSize(options.splitSize())
                .fetchSize(options.fetchSize())
                .heartbeatInterval(SilenceWatch.HEARTBEAT)
                // A reader restored within a snapshot reads several chunks in a row. The connector weaves the
                // changes made meanwhile into the first one only, and waits for ever for those of the second.
                // The binlog has them all.
                .skipSnapshotBackfill(true)
                .includeSchemaChanges(true)
                .scanNewlyAddedTableEnabled(mode == RunMode.SYNC)
                .startupOptions(mode == RunMode.SYNC ? StartupOptions.initial() : StartupOptions.snapshot())
                .jdbcProperties(jdbcProperties(endpoint))
                .debeziumProperties(debeziumProperties(server, options, schemaChanges))
                .deserializer(deserializer);
        for (RoutePlan route : server.routes()) {
            chunkByMergeKey(builder, route);
        }
        return builder.build();
    }

    /** A table without a primary key is read in chunks along its first merge field. */
    private static void chunkByMergeKey(MySqlSourceBuilder<?> builder, RoutePlan route) {
        TableSchema table = route.source();
        if (table.primaryKey().isEmpty()) {
            builder.chunkKeyColumn(
                    new ObjectPath(table.id().database(), table.id().table()),
                    route.sourceKey().get(0));
        }
    }

    /** The connector takes names as regular expressions, parted by commas. */
    private static String pattern(String name) {
        return Pattern.compile("[^\\p{Alnum}_]").matcher(name).replaceAll("\\\\$0");
    }

    private static Properties jdbcProperties(MySqlEndpoint endpoint) {
        Properties properties = new Properties();
        properties.setProperty("sslMode", endpoint.tls().name());
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("socketTimeout", Long.toString(ANSWER_TIMEOUT.toMillis()));
        // The session's zone decides in which one TIMESTAMP columns are read.
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "true");
        // Else the driver decodes texts itself, and some character sets by another one.
        properties.setProperty("characterSetResults", "UTF-8");
        return properties;
    }

    private static Properties debeziumProperties(
            ServerPlan server, SourceOptions options, SchemaChangeOptions schemaChanges) {
        Properties properties = new Properties();
        StatementWatch.watch(
                server.routes().stream().map(route -> route.source().id()).toList(), schemaChanges, properties);
        TextConverter.configure(properties, server.routes());
        properties.setProperty(
                "database.ssl.mode", server.endpoint().tls().name().toLowerCase(Locale.ROOT));
        // The prefix stands twice, since the change source takes it off once before it looks for the key.
        properties.setProperty("database.database.jdbc.driver", ExactDriver.class.getName());
        // A date of the year 12 is one of the year 12.
        properties.setProperty("enable.time.adjuster", "false");
        properties.setProperty(SourceColumns.PROPAGATION, ".*");
        properties.setProperty("decimal.handling.mode", "precise");
        properties.setProperty("bigint.unsigned.handling.mode", "precise");
        properties.setProperty("time.precision.mode", "adaptive_time_microseconds");
        properties.setProperty(
                "poll.interval.ms", Long.toString(options.pollInterval().toMillis()));
        // ServerReader reconnects; the binlog client would go on in whatever server answers at the address.
        properties.setProperty("connect.keep.alive", "false");
        // The client asks the server for heartbeats at four fifths of this interval, whether it keeps alive or not.
        properties.setProperty(
                "connect.keep.alive.interval.ms", Long.toString(SilenceWatch.HEARTBEAT.toMillis() * 5 / 4));
        return properties;
    }
}
