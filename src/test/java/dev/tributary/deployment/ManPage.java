package dev.tributary.deployment;

import dev.tributary.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes {@code tributary.1}, the manual page of an archive: what {@code --help} says of every command, and the exit codes. The
 * macros are those of man(7), which every {@code man} reads.
 */
public final class ManPage {

    private static final Pattern EXIT_CODES = Pattern.compile("(?s)Exit codes: (.+?)\\n\\n");
    private static final Pattern EXIT_CODE = Pattern.compile("(\\d) (.+?)\\.?");

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    /**
     * @param arguments the file to be written, the version, and the document that has the exit codes
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, of(new CommandLine(new Main()), arguments[1], Files.readString(Path.of(arguments[2]))));
    }

    /** @param commands the document that has the exit codes */
    static String of(CommandLine command, String version, String commands) {
        ManPage page = new ManPage();
        page.macro(
                "TH", command.getCommandName().toUpperCase(Locale.ROOT), "1", "", "Tributary " + version, "Tributary");
        page.macro("SH", "NAME");
        page.text(command.getCommandName() + " - " + description(command));
        page.macro("SH", "SYNOPSIS");
        page.text(synopsis(command));
        page.macro("SH", "OPTIONS");
        page.text("Every command has these:");
        page.arguments(command, argument -> true);
        page.macro("SH", "COMMANDS");
        for (CommandLine each : command.getSubcommands().values()) {
            page.macro("SS", each.getCommandName());
            page.macro("B", synopsis(each));
            page.macro("PP");
            page.text(description(each));
            page.arguments(each, argument -> !isHelp(argument));
        }
        page.macro("SH", "EXIT STATUS");
        page.exitCodes(commands);
        page.macro("SH", "SEE ALSO");
        page.text("README.md and docs/ of the archive: docs/commands.md, docs/configuration.md, docs/operating.md.");
        return page.page.toString();
    }

    private void arguments(CommandLine command, Predicate<ArgSpec> wanted) {
        Stream.<ArgSpec>concat(
                        command.getCommandSpec().positionalParameters().stream(),
                        command.getCommandSpec().options().stream())
                .filter(argument -> !argument.hidden() && wanted.test(argument))
                .forEach(argument -> entry(label(command.getHelp(), argument), description(argument)));
    }

    private static boolean isHelp(ArgSpec argument) {
        return argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp());
    }

    private void exitCodes(String commands) {
        Matcher codes = EXIT_CODES.matcher(commands);
        if (!codes.find()) {
            throw new IllegalArgumentException("no paragraph that begins with 'Exit codes: ' in docs/commands.md");
        }
        for (String each :
                codes.group(1).replaceAll("\\s+", " ").replace("`", "").split(" · ")) {
            Matcher code = EXIT_CODE.matcher(each);
            if (!code.matches()) {
                throw new IllegalArgumentException("no exit code with its meaning: '" + each + "'");
            }
            entry(code.group(1), code.group(2));
        }
    }

    private void entry(String term, String meaning) {
        macro("TP");
        macro("B", term);
        text(meaning);
    }

    private void macro(String name, String... arguments) {
        List<String> words = new ArrayList<>(List.of("." + name));
        for (String argument : arguments) {
            words.add('"' + escaped(argument).replace("\"", "\\(dq") + '"');
        }
        page.append(String.join(" ", words)).append('\n');
    }

    /** A line that begins with a point or an apostrophe would be a macro. */
    private void text(String text) {
        page.append(text.startsWith(".") || text.startsWith("'") ? "\\&" : "")
                .append(escaped(text))
                .append('\n');
    }

    private static String escaped(String text) {
        return text.replaceAll("\\s+", " ").strip().replace("\\", "\\e").replace("-", "\\-");
    }

    private static String synopsis(CommandLine command) {
        return command.getHelp().synopsis(0);
    }

    private static String description(CommandLine command) {
        return formatted(command.getCommandSpec().usageMessage().description());
    }

    private static String description(ArgSpec argument) {
        return formatted(argument.description());
    }

    private static String formatted(String... lines) {
        return String.join(" ", lines).replace("%n", "\n").replace("%%", "%");
    }

    private static String label(Help help, ArgSpec argument) {
        String parameter = help.parameterLabelRenderer()
                .renderParameterLabel(argument, Help.Ansi.OFF, List.of())
                .toString();
        if (argument instanceof OptionSpec option) {
            return String.join(", ", option.names()) + parameter;
        }
        return parameter.isEmpty() ? ((PositionalParamSpec) argument).paramLabel() : parameter;
    }
}
