package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import dev.tributary.web.PageServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the job in a browser, until it is ended. */
@Command(
        name = "ui",
        description =
                "Shows the job in a browser, until Ctrl-C: what status, events and results tell. Reads ClickHouse alone, and"
                        + " changes nothing. It has no log-in.",
        mixinStandardHelpOptions = true)
final class UiCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address of this machine at which it is shown (default: ${DEFAULT-VALUE}, to this machine alone).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + PageServer.USUAL_PORT,
            description = "0: any free port (default: ${DEFAULT-VALUE}).")
    private int port = PageServer.USUAL_PORT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port must be from 0 to " + HIGHEST_PORT + ", but is " + port);
        }
        SyncConfig read = config.read();
        try (PageServer server = new PageServer(read, bind, port)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Job " + read.job().name() + " is shown at " + server.address() + " until Ctrl-C");
            out.flush();
            new CountDownLatch(1).await();
            return ExitCode.OK;
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Nothing can be shown at " + bind + ", port " + port + ": " + e.getMessage()
                            + ". Choose another --port, or 0 for any that is free, and a --bind of this machine.",
                    e);
        }
    }
}
