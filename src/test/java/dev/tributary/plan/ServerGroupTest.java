package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Problem;
import dev.tributary.config.Secret;
import dev.tributary.config.ServerAddress;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.TlsFiles;
import dev.tributary.config.TlsMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerGroupTest {

    private final Checklist checklist = new Checklist();

    @Test
    void connectionsOfOneServerShareAGroupWhateverTheCaseOfItsHost() {
        List<ServerGroup> groups = ServerGroup.of(
                List.of(
                        connection("c", "mysql-2", "reader", "p", "shop"),
                        connection("a", "mysql-1", "reader", "p", "shop"),
                        connection("b", "MySQL-1", "reader", "p", "shop_b")),
                checklist);

        assertThat(groups).extracting(ServerGroup::name).containsExactly("mysql-1_3306", "mysql-2_3306");
        assertThat(groups.get(0).databases()).containsExactly("shop", "shop_b");
        assertThat(checklist.problems()).isEmpty();
    }

    @Test
    void differentUsersOnOneServerAreRefused() {
        group(connection("a", "m", "reader", "p", "x"), connection("b", "m", "writer", "p", "y"));

        assertThat(problem())
                .isEqualTo("connection 'b': its user 'writer' differs from 'reader' of connection 'a';"
                        + " all connections to server m:3306 are read through one, so give both the same");
    }

    @Test
    void differentPasswordsOnOneServerAreRefusedWithoutShowingThem() {
        group(connection("a", "m", "reader", "hunter2", "x"), connection("b", "m", "reader", "swordfish", "y"));

        assertThat(problem()).startsWith("connection 'b': its password differs").doesNotContain("hunter2", "swordfish");
    }

    @Test
    void oneDatabaseUnderTwoNamesIsRefused() {
        group(connection("a", "m", "reader", "p", "x"), connection("b", "m", "reader", "p", "x"));

        assertThat(problem()).contains("database 'x' of server m:3306 is already replicated by connection 'a'");
    }

    @Test
    void connectionsWithTheSameHostsShareAGroupOfTheFirstOne() {
        List<ServerGroup> groups =
                ServerGroup.of(List.of(connection("a", "m", "x", "n"), connection("b", "m", "y", "n")), checklist);

        assertThat(groups).extracting(ServerGroup::name).containsExactly("m_3306");
        assertThat(groups.get(0).endpoint().further()).containsExactly(new ServerAddress("n", 3306));
        assertThat(checklist.problems()).isEmpty();
    }

    @Test
    void otherHostsBehindTheSameFirstOneAreRefused() {
        group(connection("a", "m", "x", "n"), connection("b", "m", "y"));

        assertThat(problem())
                .startsWith("connection 'b': its hosts [m:3306] differ from [m:3306, n:3306] of connection 'a'");
    }

    @Test
    void oneServerBehindTwoFirstHostsIsRefused() {
        group(connection("a", "m", "x", "n"), connection("b", "N", "y", "o"));

        assertThat(problem())
                .isEqualTo("connection 'b': its server N:3306 is also one of connection 'a', under another first host;"
                        + " give both the same hosts in the same order");
    }

    private static ConnectionConfig connection(String name, String host, String database, String... further) {
        MySqlEndpoint endpoint = new MySqlEndpoint(
                host,
                3306,
                "u",
                new Secret("p"),
                TlsMode.PREFERRED,
                TlsFiles.NONE,
                Stream.of(further).map(other -> new ServerAddress(other, 3306)).toList());
        return new ConnectionConfig(name, endpoint, database, Map.of(), true);
    }

    private void group(ConnectionConfig... connections) {
        ServerGroup.of(List.of(connections), checklist);
    }

    private String problem() {
        assertThat(checklist.problems()).hasSize(1);
        return checklist.problems().stream().map(Problem::toString).findFirst().orElseThrow();
    }

    private static ConnectionConfig connection(
            String name, String host, String user, String password, String database) {
        MySqlEndpoint endpoint = new MySqlEndpoint(host, 3306, user, new Secret(password), TlsMode.PREFERRED);
        return new ConnectionConfig(name, endpoint, database, Map.of(), true);
    }
}
