package dev.tributary.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** What Flink's REST interface says of one job. */
record FlinkRest(String url, String job) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** RUNNING, RESTARTING, FAILED … */
    String status() throws IOException {
        return get("").path("state").asText();
    }

    /** How often the job started again since it was submitted: as often as its first task did. */
    long restarts() throws IOException {
        String vertex = get("").path("vertices").path(0).path("id").asText();
        return get("/vertices/" + vertex)
                .path("subtasks")
                .path(0)
                .path("attempt")
                .asLong();
    }

    String lastFailure() throws IOException {
        String text = get("/exceptions").path("root-exception").asText();
        return text.substring(0, Math.min(text.length(), 1500));
    }

    boolean hasCheckpointUnderWay(boolean savepoint) throws IOException {
        for (JsonNode checkpoint : get("/checkpoints").path("history")) {
            if (checkpoint.path("status").asText().equals("IN_PROGRESS")
                    && checkpoint.path("is_savepoint").asBoolean() == savepoint) {
                return true;
            }
        }
        return false;
    }

    /** Begins a savepoint and does not wait for it. */
    void triggerSavepoint() throws IOException {
        send(request("/savepoints")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"cancel-job\": false}")));
    }

    private JsonNode get(String path) throws IOException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + "/jobs/" + job + path)).timeout(TIMEOUT);
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException("Flink answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Flink", e);
        }
    }
}
