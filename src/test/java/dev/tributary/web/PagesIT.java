package dev.tributary.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.StatementProxy;
import dev.tributary.embedded.StatementProxy.Interception;
import dev.tributary.embedded.StatementProxy.Statement;
import dev.tributary.embedded.StatementProxy.Verdict;
import dev.tributary.embedded.TestServers;
import dev.tributary.status.ControlTables;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of a job with 200 databases of ten tables each. */
class PagesIT {

    private static final String CONTROL = "pages_it";
    private static final String SECRET = "hunter2-is-secret";

    /** More than a page needs, and far from one for each database or table. */
    private static final int MOST_STATEMENTS = 30;

    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();
    private final ControlTables tables = new ControlTables(clickHouse, CONTROL);
    private final Queue<String> statements = new ConcurrentLinkedQueue<>();
    private StatementProxy proxy;
    private PageServer server;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        tables.drop();
        proxy = new StatementProxy(clickHouse.port());
        proxy.intercept(new Interception() {
            @Override
            public Verdict beforeRequest(Statement statement) {
                statements.add(statement.sql());
                return Verdict.PASS;
            }
        });
        server = new PageServer(config("http://127.0.0.1:" + proxy.port(), clickHouse.password()), "127.0.0.1", 0);
        visitor = new Visitor(server.address());
    }

    @AfterEach
    void stop() {
        server.close();
        proxy.close();
    }

    private static SyncConfig config(String url, String password) throws Exception {
        return ConfigReader.read("test", """
                job: {name: shops}
                clickhouse: {url: '%s', user: default, password: %s, database: d, control-database: %s}
                connections:
                  - {name: shop_1, host: 127.0.0.1, port: 1, user: u, password: %s, database: s1}
                tables:
                  - {source: t1}
                """.formatted(url, password, CONTROL, SECRET), new Secrets(Map.of()));
    }

    @Test
    void jobThatNeverRanHasPagesToo() throws Exception {
        assertThat(visitor.visitAll(3)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(visitor.page("").selectFirst("h1").text()).isEqualTo("Job shops: never ran");
        assertThat(visitor.get("table?name=d.t1").statusCode()).isEqualTo(404);
    }

    @Test
    void allPagesAreWellFormedAndAllLinksAnswer() throws Exception {
        tables.ofRunningJob();
        tables.insert(
                "events",
                "time, job, severity, kind, server, source_database, mysql_table, text, remedy",
                "(now64(3), 'shops', 'error', 'set aside', 'db1:1', 'shop_1', 's1.t1', 'narrowed', 'resync it'),"
                        + " (now64(3), 'shops', 'warning', 'server away', 'db2:1', '', '', 'it does not answer', '')");
        tables.insert(
                "dead_letters",
                "_source_database, job, source_table, row_key, cause, column_name, row, source_time, _version",
                "('shop_1', 'shops', 't1', '17', 'above 9', 'price', '{\"price\": \"the row itself\"}', now64(3), 1)");

        Map<String, Document> pages = visitor.visitAll(12);

        assertThat(pages.keySet()).anyMatch(page -> page.contains("/table?name=d.t0&range=24"));
        assertThat(pages.keySet()).anyMatch(page -> page.contains("/source?name=shop_1"));
        assertThat(pages.keySet()).anyMatch(page -> page.endsWith("/events"));
        assertThat(pages.values()).allSatisfy(page -> assertThat(page.html()).doesNotContain(SECRET));
        Document table = visitor.page("table?name=d.t1");
        assertThat(table.text())
                .contains("200 streaming", "above 9", "narrowed. resync it".substring(0, 8), "resync it");
        assertThat(table.text()).as("the rows themselves stay in ClickHouse").doesNotContain("the row itself");
        assertThat(table.select("svg rect.rows")).as("bars of a day of merges").hasSizeGreaterThan(40);
        assertThat(visitor.page("source?name=shop_2").text())
                .contains("it does not answer")
                .doesNotContain("narrowed");
        assertThat(visitor.page("events?severity=error").text())
                .contains("narrowed")
                .doesNotContain("it does not answer");
        assertThat(visitor.get("events?since=yesterday").statusCode()).isEqualTo(400);
    }

    @Test
    void worstComesFirstAndTablesAreFound() throws Exception {
        tables.ofRunningJob();
        tables.insert(
                "table_states",
                "job, source_database, mysql_database, mysql_table, event, resyncs, cause",
                "('shops', 'shop_199', 's199', 't9', 'set aside', 0, 'narrowed')");
        tables.insert(
                "server_progress",
                "job, flink_job, server, reader, follows_binlog, lag_ms, away_since",
                "('shops', 'f00', 'db77:1', 0, 1, 60000, now64(3) - 60)");

        Document overview = visitor.page("");
        assertThat(overview.select(".findings li").eachText())
                .anySatisfy(finding -> assertThat(finding).contains("shop_199: s199.t9 is set aside: narrowed"))
                .anySatisfy(finding -> assertThat(finding).contains("server db77:1 is away"));
        Elements databases = overview.select(".databases li");
        assertThat(databases).hasSize(200);
        assertThat(databases.eachText().subList(0, 3))
                .containsExactly("✗ shop_199 9 of 10", "⚡ shop_77 10", "✓ shop_0 10");
        assertThat(rows(overview, 0).get(0)).contains("d.t9", "1 set aside");
        assertThat(rows(overview, 1).get(0)).startsWith("db77:1 AWAY since");

        assertThat(rows(visitor.page("./?q=SHOP_17"), 0)).hasSize(110).allMatch(row -> row.contains("shop_17"));
        assertThat(rows(visitor.page("./?condition=set_aside"), 0))
                .singleElement()
                .asString()
                .contains("s199.t9", "narrowed");
        assertThat(rows(visitor.page("./?q=streaming+nobody"), 0)).isEmpty();
        assertThat(rows(visitor.page("./?q=shop"), 0)).hasSize(200);
        assertThat(rows(visitor.page("./?q=shop&all=1"), 0)).hasSize(2000);
    }

    @Test
    void whatIsPausedIsShownAndIsNotUnwell() throws Exception {
        tables.ofRunningJob();
        tables.insert(
                "server_progress",
                "job, flink_job, server, reader, follows_binlog, lag_ms",
                "('shops', 'f00', 'db5:1', 0, 1, 7200000)");
        tables.insert("pauses", "job, source_database, paused, cause", "('shops', 'shop_5', 1, 'its disk is changed')");
        tables.insert(
                "table_states",
                "job, source_database, mysql_database, mysql_table, event, resyncs, cause",
                "('shops', 'shop_6', 's6', 't1', 'paused', 0, 'it is rebuilt')");

        Document overview = visitor.page("");

        assertThat(overview.selectFirst(".health").text()).isEqualTo("✓ all that is not paused is well");
        assertThat(overview.select(".findings.bad")).isEmpty();
        assertThat(overview.select(".findings.paused li").eachText())
                .anySatisfy(pause ->
                        assertThat(pause).startsWith("‖ server db5:1 is paused").contains("disk"))
                .anySatisfy(pause -> assertThat(pause).startsWith("‖ shop_6: s6.t1 is paused: it is rebuilt"));
        assertThat(overview.select(".databases .paused").eachText()).containsExactly("‖ shop_5 10", "‖ shop_6 9 of 10");
        assertThat(overview.text()).contains("PAUSED; 10 streaming");
        assertThat(rows(visitor.page("./?condition=paused"), 0)).hasSize(11);
    }

    @Test
    void targetThatRefusesItsCommitsComesFirst() throws Exception {
        tables.ofRunningJob();
        tables.insert(
                "parked_commits",
                "job, target_database, target_table, commit_id, event, number, cause",
                "('shops', 'd', 't7', 'c1', 'parked', 1, 'no column price')");

        Document overview = visitor.page("");

        assertThat(overview.select(".findings.bad li").eachText())
                .singleElement()
                .asString()
                .contains("d.t7", "no column price");
        assertThat(rows(overview, 0).get(0)).startsWith("✗ d.t7");
    }

    private static List<String> rows(Document page, int table) {
        return page.select("table").get(table).select("tbody tr").eachText();
    }

    @Test
    void pagesAskClickHouseAFewThingsHoweverManyTablesThereAre() throws Exception {
        tables.ofRunningJob();
        for (String address : List.of("", "table?name=d.t3", "source?name=shop_3", "events", "results", "./?q=t3")) {
            try (PageServer fresh =
                    new PageServer(config("http://127.0.0.1:" + proxy.port(), clickHouse.password()), "127.0.0.1", 0)) {
                statements.clear();
                Visitor first = new Visitor(fresh.address());
                Document page = first.page(address);
                assertThat(statements).as("statements for '%s'", address).hasSizeBetween(1, MOST_STATEMENTS);
                assertThat(page.outerHtml().length())
                        .as("size of '%s'", address)
                        .isLessThan(400_000);
            }
        }
        visitor.page("");
        statements.clear();
        long began = System.nanoTime();
        visitor.page("");
        visitor.page("./?q=shop_1");
        assertThat(System.nanoTime() - began > Duration.ofSeconds(1).toNanos() || statements.isEmpty())
                .as("people who look at the same time share the status: %s", statements)
                .isTrue();
    }

    @Test
    void namesAndTextsAreNeverMarkup() throws Exception {
        String script = "<script>alert(1)</script>";
        String image = "\"><img src=x onerror=alert(2)>";
        String quote = "' onmouseover='alert(3)";
        String entity = "&lt;b&gt;&#0;\u0001\u202E";
        tables.create();
        tables.insert(
                "leases",
                "job, generation, holder, flink_job, released, sign_of_life",
                "('shops', 1, 'h', " + literal(image) + ", 0, now64(3))");
        tables.insert(
                "server_progress",
                "job, flink_job, server, reader, follows_binlog, binlog_file",
                "('shops', 'f00', " + literal(script) + ", 0, 1, " + literal(image) + ")");
        tables.insert(
                "table_progress",
                "job, flink_job, server, mysql_database, mysql_table, source_database, target, phase, obstacle",
                "('shops', 'f00', " + literal(script) + ", " + literal(image) + ", " + literal(quote) + ", "
                        + literal(script) + ", " + literal("d." + image) + ", 'streaming', " + literal(entity + script)
                        + ")");
        tables.insert(
                "ledger",
                "commit_id, job, target, checkpoint_id, upserts, deletes, committed_at, duration_ms",
                "('1', 'shops', " + literal("d." + image) + ", 1, 1, 1, now64(3), 1)");
        tables.insert(
                "events",
                "time, job, severity, kind, server, source_database, mysql_table, text, remedy",
                "(now64(3), 'shops', " + literal(quote) + ", " + literal(script) + ", " + literal(image) + ", "
                        + literal(script) + ", " + literal(image + "." + quote) + ", " + literal(image) + ", "
                        + literal(script) + ")");
        tables.insert(
                "dead_letters",
                "_source_database, job, source_table, row_key, cause, column_name, row, source_time, _version",
                "(" + literal(script) + ", 'shops', " + literal(quote) + ", " + literal(image) + ", " + literal(script)
                        + ", " + literal(quote) + ", '{}', now64(3), 1)");

        Map<String, Document> pages = visitor.visitAll(10);

        assertThat(pages.keySet())
                .anyMatch(page -> page.contains("/table?"))
                .anyMatch(page -> page.contains("/source?"));
        pages.forEach((address, page) -> requireNoForeignMarkup(page));
        requireNoForeignMarkup(visitor.page(Links.with("./", "q", image, "condition", quote)));
        requireNoForeignMarkup(visitor.page(Links.with("events", "q", image, "severity", script)));
        requireNoForeignMarkup(visitor.parse(visitor.get(Links.with("events", "since", script))));
        requireNoForeignMarkup(visitor.parse(visitor.get(Links.table(script))));
        requireNoForeignMarkup(visitor.parse(visitor.get("%3Cscript%3Ealert(1)%3C/script%3E")));
        assertThat(visitor.page(Links.table("d." + image)).wholeText()).contains(image, script, quote, "&lt;b&gt;");
    }

    private static void requireNoForeignMarkup(Document page) {
        assertThat(page.select("script")).extracting(each -> each.attr("src")).containsExactly("refresh.js");
        assertThat(page.select("script").html()).isEmpty();
        assertThat(page.select("img, b:not(.fact b), iframe, style, [style]")).isEmpty();
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on");
            }
            assertThat(element.attr("href")).doesNotContain("javascript:");
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Test
    void clickHouseThatIsAwayIsAPageThatSaysSo() throws Exception {
        tables.ofRunningJob();
        proxy.intercept(new Interception() {
            @Override
            public Verdict beforeRequest(Statement statement) {
                return Verdict.DROP;
            }
        });
        HttpResponse<String> away = visitor.get("");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(visitor.parse(away).text()).contains("ClickHouse cannot be asked", "could not be reached");
        assertThat(visitor.get("events").statusCode()).isEqualTo(503);
        requireHeaders(away);

        proxy.intercept(Interception.NONE);
        assertThat(visitor.page("").text()).contains("✓ all is well");
    }

    @Test
    void passwordsAreNotInFailuresEither() throws Exception {
        for (String url : List.of(clickHouse.url(), "http://127.0.0.1:1")) {
            try (PageServer other = new PageServer(config(url, SECRET), "127.0.0.1", 0)) {
                HttpResponse<String> refused = new Visitor(other.address()).get("");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void onlyGetIsAnsweredAndOnlyUnderNamesOfLoopback() throws Exception {
        URI home = server.address();
        for (String method : List.of("POST", "PUT", "DELETE", "HEAD", "OPTIONS")) {
            HttpResponse<String> refused = visitor.send(HttpRequest.newBuilder(home)
                    .method(method, BodyPublishers.noBody())
                    .build());
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            requireHeaders(refused);
        }
        assertThat(statusFor("Host: evil.example")).isEqualTo(403);
        assertThat(statusFor("Host: 127.0.0.1.evil.example:" + home.getPort())).isEqualTo(403);
        assertThat(statusFor("X: y")).isIn(400, 403);
        assertThat(statusFor("Host: localhost:7777")).isEqualTo(200);
        assertThat(statusFor("Host: [::1]")).isEqualTo(200);
        requireHeaders(visitor.get(""));
        requireHeaders(visitor.get("nowhere"));
        assertThat(visitor.get("nowhere").statusCode()).isEqualTo(404);
        assertThat(visitor.get("../../log4j2.properties").statusCode()).isEqualTo(404);
    }

    private static void requireHeaders(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    /** Written by hand, since clients make their Host themselves. */
    private int statusFor(String header) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /style.css HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
