package dev.tributary.web;

import java.util.List;
import java.util.function.Consumer;

/** What all pages have around them, and the tables in them. */
final class Layout {

    private Layout() {}

    /**
     * A whole page.
     *
     * @param place which of the links at its head it is
     */
    static String page(String job, String title, String place, Consumer<Html> content) {
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .element("title", title + " · " + job + " · Tributary")
                .empty("link", "rel", "icon", "type", "image/svg+xml", "href", "icon.svg")
                .empty("link", "rel", "stylesheet", "href", "style.css")
                .element("script", "", "src", "refresh.js", "defer", "");
        html.close().open("body").open("header");
        html.element("strong", "Tributary").element("span", job, "class", "job").open("nav");
        link(html, "Overview", Links.OVERVIEW, place);
        link(html, "Events", Links.EVENTS, place);
        link(html, "Results", Links.RESULTS, place);
        html.close().close().open("main");
        content.accept(html);
        html.close()
                .element(
                        "footer",
                        "Read only, by what the job keeps in ClickHouse. Times are in UTC. Shown anew every 10 s.")
                .close()
                .close();
        return html.toString();
    }

    private static void link(Html html, String text, String address, String place) {
        if (address.equals(place)) {
            html.link(text, address, "aria-current", "page");
        } else {
            html.link(text, address);
        }
    }

    /** A page that says why there is none. */
    static String problem(String job, String title, String what, String remedy) {
        return page(job, title, "", html -> {
            html.element("h1", title).element("p", what, "class", "finding");
            if (!remedy.isEmpty()) {
                html.element("p", remedy);
            }
        });
    }

    /** Opens a table with a heading; two {@link Html#close}s end it. The names of columns with numbers begin with a '#'. */
    static void openTable(Html html, List<String> columns) {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String column : columns) {
            if (column.startsWith("#")) {
                html.element("th", column.substring(1), "class", "number", "scope", "col");
            } else {
                html.element("th", column, "scope", "col");
            }
        }
        html.close().close().open("tbody");
    }

    static void closeTable(Html html) {
        html.close().close().close();
    }

    static void cell(Html html, String text) {
        html.element("td", text);
    }

    static void number(Html html, String text) {
        html.element("td", text, "class", "number");
    }

    /** Says that there is more than is shown, and leads there. */
    static void more(Html html, int shown, int all, String what, String link) {
        if (shown < all) {
            html.open("p", "class", "more")
                    .text("… and " + (all - shown) + " more, none of them worse: ")
                    .link("all " + all + " " + what, link)
                    .close();
        }
    }

    /** A number with its meaning. */
    static void fact(Html html, String value, String meaning) {
        html.open("div", "class", "fact")
                .element("b", value)
                .element("span", meaning)
                .close();
    }
}
