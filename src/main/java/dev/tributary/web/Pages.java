package dev.tributary.web;

import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.status.JobStatus;
import dev.tributary.web.Request.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/** Answers each address with its page. */
final class Pages {

    private static final Map<String, String> FILES = Map.of(
            "/style.css", "text/css; charset=utf-8",
            "/refresh.js", "text/javascript; charset=utf-8",
            "/icon.svg", "image/svg+xml");

    private final JobData data;

    Pages(JobData data) {
        this.data = data;
    }

    Response answer(Request request) {
        String fileType = FILES.get(request.path());
        if (fileType != null) {
            return new Response(Response.OK, fileType, file(request.path()));
        }
        try {
            return switch (request.path()) {
                case "/" -> overview(request);
                case "/table" -> table(new TablePage(request, data));
                case "/source" -> source(new SourcePage(request, data));
                case "/events" -> found("Events", Links.EVENTS, new EventsPage(request, data)::print);
                case "/results" -> found("Results", Links.RESULTS, new ResultsPage(data)::print);
                default -> missing("There is no page '" + request.path() + "'.");
            };
        } catch (ClickHouseException e) {
            return Response.page(
                    Response.UNAVAILABLE,
                    Layout.problem(
                            data.job(),
                            "ClickHouse cannot be asked",
                            String.valueOf(e.getMessage()),
                            "What is shown here stands in ClickHouse. The page comes back by itself when it answers again;"
                                    + " whether the job goes on meanwhile, its log says."));
        } catch (BadRequestException e) {
            return Response.page(
                    Response.BAD_REQUEST,
                    Layout.problem(data.job(), "Not understood", String.valueOf(e.getMessage()), ""));
        }
    }

    private Response overview(Request request) {
        JobStatus status = data.status();
        return found("Overview", Links.OVERVIEW, new OverviewPage(request, status)::print);
    }

    private Response table(TablePage page) {
        return page.exists()
                ? found(page.title(), "", page::print)
                : missing("The job has no table '" + page.title() + "' in ClickHouse.");
    }

    private Response source(SourcePage page) {
        return page.exists()
                ? found(page.title(), "", page::print)
                : missing("The job has no source database '" + page.title() + "'.");
    }

    private Response found(String title, String place, Consumer<Html> content) {
        return Response.page(Response.OK, Layout.page(data.job(), title, place, content));
    }

    private Response missing(String what) {
        return Response.page(
                Response.NOT_FOUND,
                Layout.problem(data.job(), "Not found", what, "The overview has links to all that there is."));
    }

    private static byte[] file(String path) {
        try (InputStream in = Pages.class.getResourceAsStream(path.substring(1))) {
            if (in == null) {
                throw new IllegalStateException("the jar has no file " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
