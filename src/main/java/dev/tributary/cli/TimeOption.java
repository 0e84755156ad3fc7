package dev.tributary.cli;

import dev.tributary.status.PointInTime;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A moment on the command line. */
final class TimeOption {

    static final String FORMS = "2026-11-27, 2026-11-27T10:00:00Z, or how long ago, as 30m, 12h or 7d";

    private TimeOption() {}

    static Instant read(CommandSpec spec, String option, String text, Instant now) {
        try {
            return PointInTime.parse(text, now);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage());
        }
    }
}
