package dev.tributary.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.TestServers;
import dev.tributary.status.ControlTables;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The pages in a real browser: {@code mvn verify -Pbrowser}. */
@EnabledIfSystemProperty(named = "tributary.browser", matches = "true")
class BrowserIT {

    private static final String CONTROL = "browser_it";

    @Test
    void pagesOfManyDatabasesFitOnALaptopInLightAndInDark() throws Exception {
        EmbeddedClickHouse clickHouse = TestServers.clickHouse();
        ControlTables tables = new ControlTables(clickHouse, CONTROL);
        tables.drop();
        tables.ofRunningJob();
        tables.insert(
                "events",
                "time, job, severity, kind, server, source_database, mysql_table, text, remedy",
                "(now64(3), 'shops', 'error', 'failed', '', 'shop_1', 's1.t1', '<img src=x onerror=\"window.bad=1\"><script>window.bad=1</script>', '')");
        tables.insert(
                "table_states",
                "job, source_database, mysql_database, mysql_table, event, resyncs, cause",
                "('shops', 'shop_199', 's199', 't9', 'set aside', 0, 'column ''label'' changed from varchar(60) to varchar(30)'),"
                        + " ('shops', 'shop_6', 's6', 't1', 'paused', 0, 'it is rebuilt')");
        tables.insert(
                "server_progress",
                "job, flink_job, server, reader, follows_binlog, lag_ms, away_since",
                "('shops', 'f00', 'db77:1', 0, 1, 60000, now64(3) - 60), ('shops', 'f00', 'db78:1', 0, 1, 3600000, NULL)");
        try (PageServer server = new PageServer(
                        ConfigReader.read(
                                "test",
                                """
                job: {name: shops}
                clickhouse: {url: '%s', user: default, password: %s, database: d, control-database: %s}
                """.formatted(clickHouse.url(), clickHouse.password(), CONTROL),
                                new Secrets(Map.of())),
                        "127.0.0.1",
                        0);
                Browser browser = new Browser(1280, 800)) {
            URI home = server.address();
            browser.open(home);

            assertThat(browser.evaluate("document.querySelectorAll('.databases li').length"))
                    .isEqualTo("200");
            assertThat(number(browser, "document.querySelector('.databases').getBoundingClientRect().height"))
                    .as("all 200 databases on one screen")
                    .isLessThan(800);
            String light = background(browser);
            browser.prefer("dark");
            assertThat(background(browser)).as("dark").isNotEqualTo(light);

            for (String page :
                    List.of("", "table?name=d.t1", "source?name=shop_1", "events", "results", "./?q=shop_1")) {
                browser.open(home.resolve(page));
                assertThat(number(browser, "document.documentElement.scrollWidth"))
                        .as("width of '%s'", page)
                        .isLessThanOrEqualTo(1280);
                assertThat(browser.evaluate("window.bad")).isEqualTo("undefined");
                keep(browser, page);
            }
            assertThat(browser.complaints())
                    .as("complaints, such as of what the policy forbids")
                    .contains("\"value\":[]");
            filterIsAForm(browser, home);
            pageIsShownAnew(browser, home);
        }
    }

    /** Pictures of the page, for those who change how it looks. */
    private static void keep(Browser browser, String page) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "browser"));
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            Files.write(
                    folder.resolve((page + "-" + scheme + ".png").replaceAll("[^\\w.-]", "_")), browser.screenshot());
        }
    }

    private static void filterIsAForm(Browser browser, URI home) throws Exception {
        browser.open(home);
        browser.evaluate("document.querySelector('input[name=q]').value = 'shop_177'");
        browser.evaluate("document.querySelector('form button').click()");
        await(browser, "location.search.includes('q=shop_177') && document.querySelectorAll('tbody tr').length", "10");
    }

    private static void pageIsShownAnew(Browser browser, URI home) throws Exception {
        browser.open(home);
        browser.evaluate("window.kept = 1");
        await(browser, "window.kept", "undefined");
    }

    private static void await(Browser browser, String expression, String expected) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!browser.evaluate(expression).equals(expected)) {
            assertThat(System.nanoTime()).as(expression).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static String background(Browser browser) throws Exception {
        return browser.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    private static double number(Browser browser, String expression) throws Exception {
        return Double.parseDouble(browser.evaluate(expression));
    }
}
