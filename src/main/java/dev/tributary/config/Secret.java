package dev.tributary.config;

import java.io.Serializable;

/**
 * A password as the configuration has it: a reference, or the text itself. A reference is all that is kept and that travels
 * with the job; it is resolved by the process that opens a connection, each time it opens one. No text shows an inline one.
 *
 * @param text the variable's name, the file's path, or the password itself
 */
public record Secret(Kind kind, String text) implements Serializable {

    /** Where the password is. */
    public enum Kind {
        INLINE,
        ENVIRONMENT,
        FILE
    }

    /** A password that is written out. */
    public Secret(String value) {
        this(Kind.INLINE, value);
    }

    public static Secret ofEnvironment(String variable) {
        return new Secret(Kind.ENVIRONMENT, variable);
    }

    public static Secret ofFile(String path) {
        return new Secret(Kind.FILE, path);
    }

    /** Whether there is a password, and it is written out: then it travels with whatever holds it. */
    public boolean isWrittenOut() {
        return kind == Kind.INLINE && !text.isEmpty();
    }

    /**
     * The password, from this process's environment or files as they are now.
     *
     * @throws SecretUnavailableException if the reference leads nowhere here
     */
    public String reveal() {
        return Secrets.ofProcess().resolve(this);
    }

    /** The reference as the service database writes it; an inline secret is masked. */
    @Override
    public String toString() {
        return switch (kind) {
            case INLINE -> "********";
            case ENVIRONMENT -> "env:" + text;
            case FILE -> "file:" + text;
        };
    }
}
