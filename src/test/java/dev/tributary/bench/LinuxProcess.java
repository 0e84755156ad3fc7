package dev.tributary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A process as Linux accounts for it, in {@code /proc}. */
record LinuxProcess(long pid) {

    /** The unit of processor time in {@code /proc/PID/stat}: USER_HZ, which is 100 on all of Linux's usual platforms. */
    private static final double TICKS_PER_SECOND = 100;

    /** From the state, behind the name in brackets, to the 14th and 15th field of proc(5): utime and stime. */
    private static final int USER_TIME = 11;

    private static final Pattern HEAP_USED = Pattern.compile("total \\d+K, used (\\d+)K");

    static LinuxProcess self() {
        return new LinuxProcess(ProcessHandle.current().pid());
    }

    /** Processor time of all its threads since it started, in user and kernel mode. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(folder().resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
    }

    /** The high water mark of the resident memory. */
    long peakBytes() throws IOException {
        return status("VmHWM:") * 1024;
    }

    /** What a JVM's heap holds behind a full collection, as the JDK's jcmd tells. */
    long liveHeapBytes() throws IOException {
        String pid = Long.toString(this.pid);
        jcmd(pid, "GC.run");
        List<Long> used = HEAP_USED
                .matcher(jcmd(pid, "GC.heap_info"))
                .results()
                .map(part -> Long.parseLong(part.group(1)) * 1024)
                .toList();
        if (used.isEmpty()) {
            throw new IOException("jcmd does not tell how much of the heap is used");
        }
        return used.stream().mapToLong(Long::longValue).sum();
    }

    private static String jcmd(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("jcmd"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    long threads() throws IOException {
        return status("Threads:");
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(folder().resolve("status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + name + " in " + folder().resolve("status")));
    }

    private Path folder() {
        return Path.of("/proc", Long.toString(pid));
    }
}
