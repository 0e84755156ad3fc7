package dev.tributary.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the addresses of a connection: {@code host} and {@code port}, or {@code hosts}. */
final class Addresses {

    /** Taken where no address can be read, which is a problem then; it never reaches a run. */
    private static final ServerAddress STAND_IN = new ServerAddress("?", 1);

    private Addresses() {}

    /** At least one; what is wrong with them is among the problems of the settings. */
    static List<ServerAddress> read(Settings connection) {
        int port = connection.get(EndpointOptions.CONNECTION_PORT);
        String host = connection.find(EndpointOptions.CONNECTION_HOST);
        boolean several = connection.has(EndpointOptions.CONNECTION_HOSTS.name());
        if (several && host != null) {
            connection.problem(
                    EndpointOptions.CONNECTION_HOSTS.name(),
                    "stands beside host; name all servers in hosts, and remove host");
        }
        return several ? readSeveral(connection, port) : List.of(readOne(connection, host, port));
    }

    private static ServerAddress readOne(Settings connection, @Nullable String host, int port) {
        if (host != null) {
            return new ServerAddress(host, port);
        }
        if (!connection.has(EndpointOptions.CONNECTION_HOST.name())) {
            connection.problem(
                    EndpointOptions.CONNECTION_HOST.name(), "missing; expected a host, or several servers in hosts");
        }
        return STAND_IN;
    }

    private static List<ServerAddress> readSeveral(Settings connection, int port) {
        String key = EndpointOptions.CONNECTION_HOSTS.name();
        List<ServerAddress> addresses = new ArrayList<>();
        for (String text : new LinkedHashSet<>(connection.texts(EndpointOptions.CONNECTION_HOSTS))) {
            ServerAddress address =
                    text.equals(OptionType.HOSTS.standIn()) ? STAND_IN : ServerAddress.parse(text, port);
            if (address != STAND_IN && addresses.stream().anyMatch(address::isSame)) {
                connection.problem(key, "'" + address + "' is named twice; remove one");
            } else {
                addresses.add(address);
            }
        }
        if (connection.isEmptyList(key)) {
            connection.problem(key, "names no server; name at least one");
        }
        return addresses.isEmpty() ? List.of(STAND_IN) : addresses;
    }
}
