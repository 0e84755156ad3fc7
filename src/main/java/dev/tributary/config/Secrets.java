package dev.tributary.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Resolves secrets by environment variables and files. What it refuses, it refuses without showing a content. */
public final class Secrets {

    private final Map<String, String> environment;

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static Secrets ofProcess() {
        return new Secrets(System.getenv());
    }

    /** @throws SecretUnavailableException if the reference leads nowhere */
    public String resolve(Secret secret) {
        return switch (secret.kind()) {
            case INLINE -> secret.text();
            case ENVIRONMENT -> variable(secret.text());
            case FILE -> content(secret.text());
        };
    }

    private String variable(String name) {
        if (!name.matches("\\w+")) { // most likely the secret itself
            throw new SecretUnavailableException(
                    "env names an environment variable, by letters, digits and underscores; what is"
                            + " given is not shown here");
        }
        String value = environment.get(name);
        if (value == null) {
            throw new SecretUnavailableException(
                    "the environment variable " + name + " is not set; set it for this process");
        }
        return value;
    }

    /** The file's content without the line end that editors leave. */
    private static String content(String path) {
        try {
            String content = Files.readString(Path.of(path), StandardCharsets.UTF_8);
            return content.replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) {
            throw new SecretUnavailableException(
                    "the file " + path + " cannot be read (" + Unreadable.reason(e)
                            + "); create it, readable for this process",
                    e);
        }
    }
}
