package dev.tributary.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.config.Secret;
import dev.tributary.config.SecretUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** One POST of JSON to an address that is a secret: no outcome tells it. */
final class WebhookPost {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Secret url;

    WebhookPost(Secret url) {
        this.url = url;
    }

    /** What became of it. */
    enum Verdict {
        TAKEN,
        TRY_AGAIN,
        /** It would be refused again. */
        REFUSED
    }

    /** @param reason for a log */
    record Outcome(Verdict verdict, String reason) {}

    Outcome send(byte[] json) {
        HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection) URI.create(url.reveal()).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(json.length);
            connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
            connection.setRequestProperty("User-Agent", "tributary");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(json);
            }
            return outcome(connection.getResponseCode());
        } catch (SecretUnavailableException e) {
            return new Outcome(Verdict.TRY_AGAIN, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Outcome(Verdict.TRY_AGAIN, e.getClass().getSimpleName()); // messages can hold the address
        } catch (IllegalArgumentException | ClassCastException e) {
            return new Outcome(Verdict.REFUSED, "its address is no http or https URL");
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return new Outcome(Verdict.TAKEN, "");
        }
        boolean passes = status < 0 || status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
        return new Outcome(passes ? Verdict.TRY_AGAIN : Verdict.REFUSED, "it answered HTTP " + status);
    }

    static byte[] json(Event event, JobRun run, boolean allClear) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("job", run.job());
            json.writeStringField("flink_job", run.flinkJob());
            json.writeStringField("time", event.time().toString());
            json.writeStringField("severity", event.kind().severity().text());
            json.writeStringField("kind", event.kind().text());
            json.writeBooleanField("all_clear", allClear);
            json.writeStringField("server", event.server());
            json.writeStringField("source_database", event.sourceDatabase());
            json.writeStringField("mysql_table", event.mysqlTable());
            json.writeStringField("text", event.text());
            json.writeStringField("remedy", event.remedy());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
