package dev.tributary.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Chromium without a window, driven by its own driver over W3C's WebDriver protocol. Both are Debian's packages {@code chromium} and
 * {@code chromium-driver}.
 */
final class Browser implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final Pattern SESSION = Pattern.compile("\"sessionId\"\\s*:\\s*\"([^\"]+)\"");
    private static final JsonFactory JSON = new JsonFactory();

    private final Process driver;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String session;

    Browser(int width, int height) throws IOException, InterruptedException {
        try {
            driver = new ProcessBuilder("chromedriver", "--port=0")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "there is no chromedriver; 'sudo apt-get install chromium chromium-driver' brings it", e);
        }
        String server = "http://127.0.0.1:" + port() + "/session";
        String capabilities = "{\"capabilities\":{\"alwaysMatch\":{\"goog:loggingPrefs\":{\"browser\":\"ALL\"},"
                + "\"goog:chromeOptions\":{\"args\":[\"--headless=new\",\"--no-sandbox\",\"--disable-gpu\","
                + "\"--disable-dev-shm-usage\",\"--hide-scrollbars\",\"--window-size=" + width + "," + height
                + "\"]}}}}";
        Matcher id = SESSION.matcher(send("POST", server, capabilities));
        if (!id.find()) {
            throw new IOException("no session");
        }
        session = server + "/" + id.group(1);
        // The window's size counts its frame, which a page does not have.
        cdp(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":" + height + ",\"deviceScaleFactor\":1,\"mobile\":false}");
    }

    private String port() throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                Thread rest = new Thread(() -> out.lines().forEach(ignored -> {}), "chromedriver-output");
                rest.setDaemon(true);
                rest.start();
                return started.group(1);
            }
        }
        throw new IOException("chromedriver did not start");
    }

    void open(URI address) throws IOException, InterruptedException {
        send("POST", session + "/url", "{\"url\":" + quoted(address.toString()) + "}");
    }

    /** The value of an expression of JavaScript, as a text. */
    String evaluate(String expression) throws IOException, InterruptedException {
        return value(send(
                "POST",
                session + "/execute/sync",
                "{\"args\":[],\"script\":" + quoted("return String(" + expression + ");") + "}"));
    }

    /** What the browser complained of since this was asked last. */
    String complaints() throws IOException, InterruptedException {
        return send("POST", session + "/se/log", "{\"type\":\"browser\"}");
    }

    /** @param scheme light or dark */
    void prefer(String scheme) throws IOException, InterruptedException {
        cdp(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":" + quoted(scheme) + "}]}");
    }

    /** As PNG. */
    byte[] screenshot() throws IOException, InterruptedException {
        return Base64.getDecoder().decode(value(send("GET", session + "/screenshot", "")));
    }

    private void cdp(String command, String parameters) throws IOException, InterruptedException {
        send("POST", session + "/goog/cdp/execute", "{\"cmd\":" + quoted(command) + ",\"params\":" + parameters + "}");
    }

    private String send(String method, String address, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + address + ": " + response.body());
        }
        return response.body();
    }

    private static String quoted(String text) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeString(text);
        }
        return out.toString();
    }

    private static String value(String answer) throws IOException {
        try (JsonParser json = JSON.createParser(answer)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING && "value".equals(json.currentName())) {
                    return json.getText();
                }
            }
        }
        throw new IOException("no value in " + answer);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            send("DELETE", session, "");
        } finally {
            driver.destroy();
        }
    }
}
