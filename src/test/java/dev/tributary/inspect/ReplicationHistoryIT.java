package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server can take another's place only where one has all transactions of the other; MySQL compares the sets. */
class ReplicationHistoryIT {

    private static final String SOURCE = "11111111-aaaa-11e9-8e8f-0242ac110002";
    private static final String OTHER = "22222222-aaaa-11e9-8e8f-0242ac110002";

    @Test
    void aReplicaThatLagsOrIsAheadCanTakeThePlace() throws Exception {
        assertThat(obstacle("1-10", "1-10", "1-7")).isNull();
        assertThat(obstacle("1-10", "1-12", "1-11")).isNull();
        assertThat(obstacle("1-10", "1-10", "1-15")).isNull();
    }

    @Test
    void aServerWithTransactionsOfItsOwnCannot() throws Exception {
        assertThat(obstacle("1-10", "1-10", "1-7,\n" + OTHER + ":1-3"))
                .startsWith("it has transactions that the first server lacks, and lacks some of that one: " + OTHER
                        + ":1-3; ");
    }

    @Test
    void aServerThatReplicatedNothingYetCannot() throws Exception {
        try (MySqlSession session = session()) {
            ReplicationHistory first = new ReplicationHistory("a", true, SOURCE + ":1-10", true);

            assertThat(new ReplicationHistory("b", true, "", true).obstacle(session, first, first))
                    .contains("does not replicate yet");
            assertThat(new ReplicationHistory("b", true, SOURCE + ":1-10", false).obstacle(session, first, first))
                    .startsWith("log_replica_updates is OFF");
            assertThat(new ReplicationHistory("a", false, "", false).obstacle(session, first, first))
                    .as("the same server under another name")
                    .isNull();
        }
    }

    private static String obstacle(String before, String after, String candidate) throws Exception {
        try (MySqlSession session = session()) {
            return new ReplicationHistory("b", true, SOURCE + ":" + candidate, true)
                    .obstacle(
                            session,
                            new ReplicationHistory("a", true, SOURCE + ":" + before, true),
                            new ReplicationHistory("a", true, SOURCE + ":" + after, true));
        }
    }

    private static MySqlSession session() throws Exception {
        EmbeddedMySql server = TestServers.mysql(1);
        MySqlEndpoint endpoint = new MySqlEndpoint(
                server.host(), server.port(), server.user(), new Secret(server.password()), TlsMode.PREFERRED);
        return MySqlSession.open(endpoint, null, Duration.ofSeconds(10));
    }
}
