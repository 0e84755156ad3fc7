package dev.tributary.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The class loaders of jobs that a process of a cluster holds, as its own JVM counts them. */
final class LoadedJobs {

    private static final String LOADER = "ChildFirstClassLoader";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private LoadedJobs() {}

    /**
     * Waits until a process holds no more than so many, and returns how many it holds at last. Flink lets go of an ended job's
     * classes a little after its end.
     */
    static long await(long process, long most) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long held = count(process);
        while (held > most && System.nanoTime() < deadline) {
            Thread.sleep(500);
            held = count(process);
        }
        return held;
    }

    private static long count(long process) throws Exception {
        ask(process, "GC.run");
        return ask(process, "VM.classloaders")
                .lines()
                .filter(line -> line.contains(LOADER))
                .count();
    }

    private static String ask(long process, String command) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(List.of(jcmd.toString(), String.valueOf(process), command))
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), UTF_8);
        if (!asked.waitFor(1, TimeUnit.MINUTES) || asked.exitValue() != 0) {
            throw new AssertionError(command + " of process " + process + " failed: " + answer);
        }
        return answer;
    }
}
