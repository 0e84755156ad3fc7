package dev.tributary.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Visits pages as a browser does, and reads them strictly. */
public final class Visitor {

    private final URI home;
    private final HttpClient client = HttpClient.newHttpClient();

    public Visitor(URI home) {
        this.home = home;
    }

    HttpResponse<String> get(String address) throws Exception {
        return send(HttpRequest.newBuilder(home.resolve(address)).GET().build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    /** A page that is there, and well-formed. */
    public Document page(String address) throws Exception {
        HttpResponse<String> response = get(address);
        assertThat(response.statusCode()).as(address).isEqualTo(200);
        return parse(response);
    }

    Document parse(HttpResponse<String> response) {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document page = parser.parseInput(response.body(), response.uri().toString());
        assertThat(parser.getErrors()).as("errors in %s", response.uri()).isEmpty();
        return page;
    }

    /**
     * Follows all links from the overview on, a few to pages of each kind: all answer.
     *
     * @param most of one kind
     * @return the pages by their addresses
     */
    public Map<String, Document> visitAll(int most) throws Exception {
        Map<String, Document> pages = new LinkedHashMap<>();
        Map<String, Integer> kinds = new HashMap<>();
        Deque<URI> ahead = new ArrayDeque<>();
        ahead.add(home);
        while (!ahead.isEmpty()) {
            URI address = ahead.remove();
            if (pages.containsKey(address.toString()) || kinds.merge(address.getPath(), 1, Integer::sum) > most) {
                continue;
            }
            Document page = page(address.toString());
            pages.put(address.toString(), page);
            for (Element link : page.select("a[href]")) {
                ahead.add(home.resolve(link.attr("href")));
            }
            for (Element file : page.select("link[href], script[src]")) {
                String name = file.hasAttr("href") ? file.attr("href") : file.attr("src");
                assertThat(get(name).statusCode()).as(name).isEqualTo(200);
            }
        }
        return pages;
    }
}
