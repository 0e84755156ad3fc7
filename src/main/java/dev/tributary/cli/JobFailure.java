package dev.tributary.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a job failed, in a line or two: what Tributary says, and what was behind it. All that Flink wraps around it, with the
 * stack traces, goes into a file.
 */
final class JobFailure {

    private static final Set<String> WRAPPERS =
            Set.of("org.apache.flink.", "java.util.concurrent.", "java.lang.reflect.", "akka.", "org.apache.pekko.");
    private static final int MOST_LINES = 3;

    private final Throwable failure;

    private JobFailure(Throwable failure) {
        this.failure = failure;
    }

    static JobFailure of(Throwable failure) {
        return new JobFailure(failure);
    }

    /** @param what came to nothing, for example "the job failed" */
    void tell(PrintWriter out, String what) {
        int line = 0;
        for (String cause : causes()) {
            out.println(line++ == 0 ? "✗ " + what + ": " + cause : "  because: " + cause);
        }
        try {
            out.println("  The stack trace is in " + write());
        } catch (IOException e) {
            out.println("  The stack trace cannot be written into a file (" + e.getMessage() + "), so here it is:");
            out.println(stackTrace());
        }
    }

    /** The messages of those that are no wrapper, from the outermost in, without those that a later one repeats. */
    Set<String> causes() {
        Set<String> causes = new LinkedHashSet<>();
        Throwable innermost = failure;
        for (Throwable each = failure; each != null && causes.size() < MOST_LINES; each = next(each)) {
            innermost = each;
            if (!isWrapper(each)) {
                String message = firstLine(each);
                if (causes.stream().noneMatch(known -> known.contains(message))) {
                    causes.add(message);
                }
            }
        }
        if (causes.isEmpty()) {
            causes.add(firstLine(innermost));
        }
        return causes;
    }

    private static @Nullable Throwable next(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == failure ? null : cause;
    }

    private static boolean isWrapper(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                || failure.getCause() != null
                        && (WRAPPERS.stream().anyMatch(className(failure)::startsWith)
                                || message.equals(String.valueOf(failure.getCause())));
    }

    /** That of a failure which came from another process stands before its message. */
    private static String className(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return isFromElsewhere(failure)
                ? message.substring(0, message.indexOf(": "))
                : failure.getClass().getName();
    }

    private static boolean isFromElsewhere(Throwable failure) {
        return failure.getClass().getSimpleName().equals("SerializedThrowable")
                && String.valueOf(failure.getMessage()).contains(": ");
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.getClass().getSimpleName();
        }
        String own = isFromElsewhere(failure) ? message.substring(message.indexOf(": ") + 2) : message;
        return own.lines().findFirst().orElse(own);
    }

    private Path write() throws IOException {
        Path file = Files.createTempFile("tributary-failure-", ".txt");
        return Files.writeString(file, stackTrace());
    }

    private String stackTrace() {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
