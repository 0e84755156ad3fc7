package dev.tributary.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A MySQL server, or several of one replication history, and the account to use on it.
 *
 * @param host of the server that is asked first
 * @param further the servers that may take its place, in the order in which they are tried
 */
public record MySqlEndpoint(
        String host,
        int port,
        String user,
        Secret password,
        TlsMode tls,
        TlsFiles tlsFiles,
        List<ServerAddress> further)
        implements Serializable {

    public MySqlEndpoint {
        further = List.copyOf(further);
    }

    /** Of one server, without files for TLS. */
    public MySqlEndpoint(String host, int port, String user, Secret password, TlsMode tls) {
        this(host, port, user, password, tls, TlsFiles.NONE, List.of());
    }

    /** The first address, then the further ones; never empty. */
    public List<ServerAddress> addresses() {
        List<ServerAddress> addresses = new ArrayList<>(List.of(new ServerAddress(host, port)));
        addresses.addAll(further);
        return List.copyOf(addresses);
    }

    /** One for each of the {@link #addresses}. */
    public List<MySqlEndpoint> each() {
        return addresses().stream().map(this::at).toList();
    }

    /** The same account on one of the servers alone. */
    public MySqlEndpoint at(ServerAddress address) {
        return new MySqlEndpoint(address.host(), address.port(), user, password, tls, tlsFiles, List.of());
    }
}
