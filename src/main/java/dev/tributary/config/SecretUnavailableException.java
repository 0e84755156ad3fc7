package dev.tributary.config;

/** A secret's reference leads nowhere in this process. The message names the reference and the remedy, and no content. */
public final class SecretUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecretUnavailableException(String message) {
        super(message);
    }

    SecretUnavailableException(String message, Exception cause) {
        super(message, cause);
    }
}
