package dev.tributary.cli;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that all commands share. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "sync.yaml",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("sync.yaml");

    /** Where the configuration is. */
    Path folder() {
        return file.toAbsolutePath().resolveSibling("");
    }

    SyncConfig read() throws ConfigurationException {
        return ConfigReader.read(file);
    }
}
