package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig;
import dev.tributary.web.PageServer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of a local run, where {@code ui.port} asks for one. */
final class PageOfRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageOfRun.class);

    private final @Nullable PageServer server;

    private PageOfRun(@Nullable PageServer server) {
        this.server = server;
    }

    /** @param local on a cluster there is none: nobody knows on which machine the job is */
    static PageOfRun open(SyncConfig config, boolean local) throws ConfigurationException {
        Integer port = config.ui().port();
        if (port == null || !local) {
            return new PageOfRun(null);
        }
        try {
            PageServer server = new PageServer(config, config.ui().bind(), port);
            LOG.info("The job is shown at {}", server.address());
            return new PageOfRun(server);
        } catch (IOException e) {
            throw new ConfigurationException(List.of(new Problem(
                    "ui",
                    "nothing can be shown at " + config.ui().bind() + ", port " + port + ": " + e.getMessage()
                            + "; choose another port, or 0 for any that is free")));
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
