package dev.tributary.web;

import java.time.Duration;
import java.util.Arrays;

/** How far back a plot goes. */
enum PlotRange {
    HOUR("1 h", Duration.ofSeconds(45)),
    DAY("24 h", Duration.ofMinutes(18)),
    WEEK("7 d", Duration.ofMinutes(126));

    /** As many bars as have room. */
    static final int SPANS = 80;

    private final String text;
    private final Duration length;

    PlotRange(String text, Duration length) {
        this.text = text;
        this.length = length;
    }

    /** The one of that name, else a day. */
    static PlotRange of(String text) {
        return Arrays.stream(values())
                .filter(range -> range.text.equals(text))
                .findFirst()
                .orElse(DAY);
    }

    String text() {
        return text;
    }

    /** Of one bar. */
    Duration length() {
        return length;
    }
}
