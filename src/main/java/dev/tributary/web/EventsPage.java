package dev.tributary.web;

import dev.tributary.journal.EventKind.Severity;
import dev.tributary.status.EventReader.JobEvent;
import dev.tributary.status.PointInTime;
import dev.tributary.status.Texts;
import dev.tributary.web.Request.BadRequestException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened to the job, the newest first. */
final class EventsPage {

    private static final int MOST = 500;

    private final Request request;
    private final JobData data;

    EventsPage(Request request, JobData data) {
        this.request = request;
        this.data = data;
    }

    void print(Html html) {
        String since = request.has("since") ? request.get("since") : "1d";
        String severity = request.get("severity");
        String words = request.get("q").toLowerCase(Locale.ROOT);
        List<JobEvent> events = data.events(moment(since)).stream()
                .filter(event -> severity.isEmpty() || isAtLeast(event.severity(), severity))
                .filter(event -> event.line().toLowerCase(Locale.ROOT).contains(words))
                .toList();
        html.element("h1", "Events");
        Map<String, String> severities = new LinkedHashMap<>();
        for (Severity each : Severity.values()) {
            severities.put(each.text(), each.text());
        }
        new Form(html, Links.EVENTS)
                .text("Since ", "since", since)
                .choice("at least ", "severity", severity, severities)
                .words("with ", "q", request.get("q"), "kind, database or text")
                .end();
        print(html, events);
    }

    private static Instant moment(String since) {
        try {
            return PointInTime.parse(since, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("since: " + e.getMessage(), e);
        }
    }

    /** What is no severity that this version knows is shown. */
    private static boolean isAtLeast(String severity, String least) {
        return order(severity) >= order(least);
    }

    private static int order(String severity) {
        for (Severity each : Severity.values()) {
            if (each.text().equals(severity)) {
                return each.ordinal();
            }
        }
        return Severity.values().length;
    }

    /** @param events the oldest first */
    static void print(Html html, List<JobEvent> events) {
        if (events.isEmpty()) {
            html.element("p", "None.");
            return;
        }
        List<JobEvent> newest = new ArrayList<>(events.subList(Math.max(0, events.size() - MOST), events.size()));
        Collections.reverse(newest);
        if (newest.size() < events.size()) {
            html.element("p", "The newest " + newest.size() + " of " + Texts.count(events.size()) + ":");
        }
        Layout.openTable(html, List.of("Time", "Severity", "Kind", "Of", "What happened"));
        for (JobEvent event : newest) {
            html.open("tr", "class", cssClass(event.severity()));
            Layout.cell(html, Texts.time(event.time()));
            Layout.cell(html, event.severity());
            Layout.cell(html, event.kind());
            html.open("td");
            if (!event.sourceDatabase().isEmpty()) {
                html.link(event.sourceDatabase(), Links.source(event.sourceDatabase()));
            } else {
                html.text(event.server());
            }
            html.close().open("td").text(event.text());
            if (!event.remedy().isEmpty()) {
                html.element("div", event.remedy(), "class", "cause");
            }
            html.close().close();
        }
        Layout.closeTable(html);
    }

    private static String cssClass(String severity) {
        return switch (severity) {
            case "error" -> "bad";
            case "warning" -> "late";
            default -> "";
        };
    }
}
