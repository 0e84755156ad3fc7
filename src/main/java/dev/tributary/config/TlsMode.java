package dev.tributary.config;

/** How a MySQL connection uses TLS, in the words of Connector/J's {@code sslMode}. */
public enum TlsMode {
    DISABLED,
    PREFERRED,
    REQUIRED,
    VERIFY_CA,
    VERIFY_IDENTITY;

    /** Whether the server's certificate is verified. */
    public boolean verifies() {
        return switch (this) {
            case DISABLED, PREFERRED, REQUIRED -> false;
            case VERIFY_CA, VERIFY_IDENTITY -> true;
        };
    }

    /** Whether nothing is sent without TLS. */
    public boolean isCertain() {
        return switch (this) {
            case DISABLED, PREFERRED -> false;
            case REQUIRED, VERIFY_CA, VERIFY_IDENTITY -> true;
        };
    }

    /**
     * Whether a server may be asked, on a connection without TLS, for the public key that the password is encrypted with. Whoever
     * stands in the server's place would get the password by a key of its own; so only where TLS was given up on purpose.
     */
    public boolean allowsPublicKeyRetrieval() {
        return this == DISABLED;
    }
}
