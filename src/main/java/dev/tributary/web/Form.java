package dev.tributary.web;

import java.util.Map;

/** A form whose values become those of the address, so that what it finds can be linked to. */
final class Form {

    private final Html html;

    /** Opens it; {@link #end} closes it. */
    Form(Html html, String address) {
        this.html = html.open("form", "method", "get", "action", address, "role", "search");
    }

    /** A line of text. */
    Form text(String label, String name, String value) {
        html.open("label")
                .text(label)
                .empty("input", "name", name, "value", value, "size", "12")
                .close();
        return this;
    }

    /** Words to look for. */
    Form words(String label, String name, String value, String placeholder) {
        html.open("label")
                .text(label)
                .empty("input", "type", "search", "name", name, "value", value, "placeholder", placeholder)
                .close();
        return this;
    }

    /** @param meanings the values that can be chosen, with what they mean, in their order */
    Form choice(String label, String name, String chosen, Map<String, String> meanings) {
        html.open("label").text(label).open("select", "name", name);
        meanings.forEach((value, meaning) -> {
            if (value.equals(chosen)) {
                html.element("option", meaning, "value", value, "selected", "");
            } else {
                html.element("option", meaning, "value", value);
            }
        });
        html.close().close();
        return this;
    }

    void end() {
        html.element("button", "Show").close();
    }
}
