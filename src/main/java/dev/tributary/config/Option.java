package dev.tributary.config;

import org.jspecify.annotations.Nullable;

/**
 * An option of {@code sync.yaml}.
 *
 * @param section the keys above it, {@code []} after the key of a list
 * @param defaultText null: the option is required, or optional without a default, as {@code required} says
 */
record Option<T>(
        String section,
        String name,
        OptionType<T> type,
        boolean required,
        @Nullable String defaultText,
        String description) {

    static <T> Option<T> required(String section, String name, OptionType<T> type, String description) {
        return new Option<>(section, name, type, true, null, description);
    }

    static <T> Option<T> optional(String section, String name, OptionType<T> type, String description) {
        return new Option<>(section, name, type, false, null, description);
    }

    static <T> Option<T> withDefault(
            String section, String name, OptionType<T> type, String defaultText, String description) {
        return new Option<>(section, name, type, false, defaultText, description);
    }

    /** The same in another section. */
    Option<T> in(String other) {
        return new Option<>(other, name, type, required, defaultText, description);
    }

    String key() {
        return section + "." + name;
    }
}
