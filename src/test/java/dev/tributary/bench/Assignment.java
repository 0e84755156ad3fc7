package dev.tributary.bench;

import java.nio.file.Path;

/**
 * What a contender's process is told.
 *
 * @param folder holds {@code sync.yaml}, the contender's savepoint and its measurement
 * @param rows how many records the bare source has to count before it is done; 0 in a snapshot, which ends by itself
 */
record Assignment(Contender contender, Phase phase, Path folder, long rows) {

    static Assignment parse(String[] arguments) {
        return new Assignment(
                Contender.valueOf(arguments[0]),
                Phase.valueOf(arguments[1]),
                Path.of(arguments[2]),
                Long.parseLong(arguments[3]));
    }

    String[] arguments() {
        return new String[] {contender.name(), phase.name(), folder.toString(), Long.toString(rows)};
    }

    Path configuration() {
        return folder.resolve("sync.yaml");
    }

    /** Holds the path of the contender's savepoint. */
    Path savepoint() {
        return folder.resolve(contender.name() + ".savepoint");
    }

    Path measurement() {
        return folder.resolve(contender.name() + ".measurement");
    }

    Path log() {
        return folder.resolve(contender.name() + "-" + phase.name() + ".log");
    }
}
