package dev.tributary.init;

import dev.tributary.config.Secret;
import dev.tributary.config.ServerAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a first configuration is asked for.
 *
 * @param job the job's name
 * @param servers the MySQL servers, at least one
 * @param tls how connections to them use TLS; null: as a configuration that does not say it
 * @param databases names and patterns of the databases to look at
 * @param excluded those of them that are left out
 * @param clickHouse null where none is known yet; then nothing is said of targets
 */
public record InitRequest(
        String job,
        List<ServerAddress> servers,
        Account account,
        @Nullable String tls,
        List<String> databases,
        List<String> excluded,
        @Nullable ClickHouse clickHouse) {

    public InitRequest {
        servers = List.copyOf(servers);
        databases = List.copyOf(databases);
        excluded = List.copyOf(excluded);
    }

    /**
     * Who comes in, and by what.
     *
     * @param password as the file refers to it; null: there is none
     * @param typed the password itself, where the reference leads to nothing in this process; it is never written
     */
    public record Account(
            String user,
            @Nullable Secret password,
            @Nullable String typed) {

        @Override
        public String toString() {
            return "user '" + user + "', password " + password;
        }
    }

    /** The server, and the database where targets go. */
    public record ClickHouse(String url, Account account, String database) {}
}
