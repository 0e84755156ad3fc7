package dev.tributary.connections;

import dev.tributary.config.Checklist;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;

/** Which connections and tables a configuration selects: those of the file, of the service database, and those of patterns. */
public final class ConfiguredSources {

    private final Secrets secrets;
    private final Checklist checklist;

    /** @param checklist takes what was found, and what is wrong */
    public ConfiguredSources(Secrets secrets, Checklist checklist) {
        this.secrets = secrets;
        this.checklist = checklist;
    }

    /** The configuration with all of them named; asks the service database, and the servers where there are patterns. */
    public SyncConfig complete(SyncConfig config) {
        SyncConfig named = new ServiceDatabaseReader(secrets, checklist).complete(config);
        return named.patterns().isEmpty() ? named : new PatternExpansion(named, checklist).expand();
    }
}
