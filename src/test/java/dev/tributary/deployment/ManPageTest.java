package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The manual page of an archive has all that the command line has, in a form that man reads. */
class ManPageTest {

    private static final String COMMANDS = "Exit codes: 0 all is well · 4 `verify` found\ndifferences.\n\nMore.";

    private final CommandLine tributary = new CommandLine(new Main());

    @Test
    void everyCommandAndEveryOptionIsInIt() {
        String page = ManPage.of(tributary, "1.2.3", COMMANDS);

        assertThat(tributary.getSubcommands()).hasSizeGreaterThan(10).allSatisfy((name, command) -> {
            String section = page.substring(page.indexOf(".SS \"" + name.replace("-", "\\-") + "\"\n"));
            section = section.substring(0, section.indexOf("\n.S"));
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
                    assertThat(section)
                            .as(name)
                            .contains(option.longestName().replace("-", "\\-"))
                            .contains(first(option.description()).replace("-", "\\-"));
                }
            }
        });
        assertThat(page).contains("\"Tributary 1.2.3\"");
    }

    @Test
    void exitCodesAreThoseOfTheDocument() throws IOException {
        assertThat(ManPage.of(tributary, "1", COMMANDS))
                .contains(".TP\n.B \"0\"\nall is well\n.TP\n.B \"4\"\nverify found differences\n");
        assertThat(ManPage.of(tributary, "1", Files.readString(Path.of("docs/commands.md"))))
                .contains(".B \"0\"\n", ".B \"6\"\n");
        assertThatThrownBy(() -> ManPage.of(tributary, "1", "# Commands"))
                .hasMessageContaining("no paragraph that begins with 'Exit codes: '");
    }

    @Test
    void noTextIsTakenForAMacro() {
        String page = ManPage.of(new CommandLine(new Odd()), "1", COMMANDS);

        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|B|TP|PP)( \".*\")*"));
        assertThat(page).contains("\n\\&.hidden files, C:\\efolder and 100% \\-\\- of them\n", "\n\\&'quoted'\n");
    }

    private static String first(String... lines) {
        return List.of(lines).get(0).split("[%\\\\]")[0].strip();
    }

    @Command(name = "odd", description = "Odd.")
    private static final class Odd {

        @Option(names = "--hidden", description = ".hidden files, C:\\folder and 100%% -- of them")
        private boolean hidden;

        @Option(names = "--quoted", description = "'quoted'")
        private boolean quoted;
    }
}
