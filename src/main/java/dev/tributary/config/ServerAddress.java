package dev.tributary.config;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a MySQL server listens.
 *
 * @param host a name, or an address without brackets
 */
public record ServerAddress(String host, int port) implements Serializable {

    static final String EXPECTED = "'host' or 'host:port', an IPv6 address with a port as '[::1]:3306'";

    private static final int LAST_PORT = 65_535;
    private static final String HOST = "[A-Za-z0-9._-]+";
    private static final Pattern NAME = Pattern.compile("(" + HOST + ")(?::(\\d{1,5}))?");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)](?::(\\d{1,5}))?");
    private static final String IPV6 = "[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*";
    private static final Pattern BARE_IPV6 = Pattern.compile("(" + IPV6 + ")()");

    /**
     * Reads {@code host}, {@code host:port} or {@code [address]:port}.
     *
     * @param usualPort where the text names none
     * @throws IllegalArgumentException whose message says what is expected
     */
    public static ServerAddress parse(String text, int usualPort) {
        for (Pattern form : new Pattern[] {NAME, IN_BRACKETS, BARE_IPV6}) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                String port = matcher.group(2);
                int number = port == null || port.isEmpty() ? usualPort : Integer.parseInt(port);
                if (number >= 1 && number <= LAST_PORT) {
                    return new ServerAddress(matcher.group(1), number);
                }
            }
        }
        throw new IllegalArgumentException(EXPECTED);
    }

    /**
     * Reads a host whose port stands elsewhere.
     *
     * @throws IllegalArgumentException whose message says what is expected
     */
    static String parseHost(String text) {
        if (text.matches(HOST) || text.matches(IPV6)) {
            return text;
        }
        throw new IllegalArgumentException(
                "a host name or an address, without brackets and zone; its port is a key of its own, and so are user and password");
    }

    /** Whether both name the same place, whatever the letters' case. */
    public boolean isSame(ServerAddress other) {
        return port == other.port && host.equalsIgnoreCase(other.host);
    }

    /** Whether it is on this machine, as its name or number says; no name is looked up. */
    public boolean isLoopback() {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** {@code host_port} in lower case: stable across runs, and what state is found by. */
    public String key() {
        return host.toLowerCase(Locale.ROOT) + "_" + port;
    }

    /** As it stands in a URL. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
