package dev.tributary.init;

import dev.tributary.config.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Values as they stand in a YAML file. */
final class Yaml {

    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private Yaml() {}

    /** In quotes where it would be read as something else without, by us or by an editor. */
    static String text(String value) {
        boolean plain = value.matches("[A-Za-z_/][A-Za-z0-9_./-]*") && !WORDS.contains(value.toLowerCase(Locale.ROOT));
        return plain ? value : "'" + value.replace("'", "''") + "'";
    }

    static String list(List<String> values) {
        return values.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A reference as the configuration has it; never one that is written out. */
    static String reference(Secret secret) {
        return switch (secret.kind()) {
            case ENVIRONMENT -> "{env: " + text(secret.text()) + "}";
            case FILE -> "{file: " + text(secret.text()) + "}";
            case INLINE -> throw new IllegalArgumentException("a password is not written into a file");
        };
    }
}
