package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With {@code -Dtributary.write.docs=true} it writes the table instead of comparing it. */
class OptionsDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final String START = "see OptionsDocumentTest -->\n";
    private static final String END = "<!-- end of options -->";

    @Test
    void documentListsEveryOption() throws IOException {
        String document = Files.readString(DOCUMENT);
        int start = document.indexOf(START) + START.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("tributary.write.docs")) {
            Files.writeString(DOCUMENT, document.substring(0, start) + table() + document.substring(end));
        } else {
            assertThat(document.substring(start, end)).isEqualTo(table());
        }
    }

    @Test
    void everyDefaultIsValid() {
        assertThat(Options.ALL)
                .filteredOn(option -> option.defaultText() != null)
                .allSatisfy(option -> option.type().parser().apply(option.defaultText()));
    }

    private static String table() {
        return "| key | type | default | meaning |\n|---|---|---|---|\n"
                + Options.ALL.stream()
                        .flatMap(option -> option == TableOptions.TABLE_ROWS
                                ? Stream.concat(Stream.of(option), RowConditions.ALL.stream())
                                : Stream.of(option))
                        .map(OptionsDocumentTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(Option<?> option) {
        String text = option.defaultText();
        String defaultCell =
                option.required() ? "required" : text == null ? "" : text.isEmpty() ? "empty" : "`" + text + "`";
        return "| `" + option.key() + "` | " + option.type().name() + " | " + defaultCell + " | " + option.description()
                + " |\n";
    }
}
