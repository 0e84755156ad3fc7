package dev.tributary.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

    @Test
    void textsAndAttributesAreEscaped() {
        String html =
                new Html().element("p", "<&>\"'\u0000", "title", "a\"b'c<d&e").toString();

        assertThat(html).endsWith("<p title=\"a&quot;b&#39;c&lt;d&amp;e\">&lt;&amp;&gt;&quot;&#39;\uFFFD</p>\n");
    }

    @Test
    void whatIsNotClosedIsAnError() {
        Html html = new Html().open("p");

        assertThatThrownBy(html::toString).hasMessageContaining("p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8090", "127.0.0.1:1", "127.8.9.1", "[::1]:8090", "[::1]"})
    void namesOfLoopback(String host) {
        assertThat(PageServer.isNameOfLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "localhost.evil.example",
                "evil.localhost",
                "127.0.0.1.example",
                "10.0.0.1",
                "[::2]",
                "localhost:x"
            })
    void otherNames(String host) {
        assertThat(PageServer.isNameOfLoopback(host)).isFalse();
    }

    @Test
    void linksEncodeWhatTheyCarry() {
        assertThat(Links.table("d.a&b=c#\u00e4 <")).isEqualTo("table?name=d.a%26b%3Dc%23%C3%A4+%3C");
        assertThat(Links.with("events", "q", "", "since", "1d")).isEqualTo("events?since=1d");
    }
}
