package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents point at is there: tests that are said to show something, and files that are linked. */
class DocumentsTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            List<Path> documents = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CHANGELOG.md")));
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            return documents.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyTestThatIsNamedExists(Path document) throws IOException {
        Map<String, Path> tests = tests();
        for (MatchResult name : matches(TEST, document)) {
            String test = name.group(1);
            String method = name.group(2);

            assertThat(tests).as("tests, one of which %s names", document).containsKey(test);
            if (method != null) {
                assertThat(Files.readString(tests.get(test)))
                        .as("%s, of which %s names a method", test, document)
                        .contains("void " + method + "(");
            }
        }
    }

    @Test
    void everyPromiseIsShownByATest() throws IOException {
        String promises = Files.readString(Path.of("docs/promises.md"));
        List<String> rows = promises.substring(
                        promises.indexOf("<!-- promises:"), promises.indexOf("<!-- end of promises -->"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(90)
                .allMatch(row -> TEST.matcher(row).find());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFile(Path document) throws IOException {
        for (MatchResult link : matches(LINK, document)) {
            assertThat(document.resolveSibling(link.group(1))).exists();
        }
    }

    private static List<MatchResult> matches(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document)).results().toList();
    }

    private static Map<String, Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (one, other) -> one));
        }
    }
}
