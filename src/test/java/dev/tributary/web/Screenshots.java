package dev.tributary.web;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the pictures of docs/images of pages that are shown: arguments are their address, the target table, and a folder. {@code
 * bin/dev pictures} runs it.
 */
final class Screenshots {

    private Screenshots() {}

    public static void main(String[] arguments) throws Exception {
        URI home = URI.create(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        try (Browser browser = new Browser(1180, 760)) {
            for (String scheme : new String[] {"light", "dark"}) {
                browser.prefer(scheme);
                take(browser, home, folder.resolve("ui-overview-" + scheme + ".png"));
                take(
                        browser,
                        home.resolve(Links.with("table", "name", arguments[1], "range", "1 h")),
                        folder.resolve("ui-table-" + scheme + ".png"));
            }
        }
    }

    private static void take(Browser browser, URI address, Path file) throws Exception {
        browser.open(address);
        Files.write(file, browser.screenshot());
    }
}
