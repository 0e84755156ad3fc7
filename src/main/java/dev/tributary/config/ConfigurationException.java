package dev.tributary.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration, or the servers it names, do not allow a run. Carries all that was found wrong, not the first. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<Problem> problems;

    public ConfigurationException(List<Problem> problems) {
        super(problems.size()
                + (problems.size() == 1 ? " problem:\n" : " problems:\n")
                + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    public static void throwIfAny(List<Problem> problems) throws ConfigurationException {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
