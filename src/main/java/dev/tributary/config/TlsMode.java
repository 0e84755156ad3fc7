package dev.tributary.config;

/** How a MySQL connection uses TLS, in the words of Connector/J's {@code sslMode}. */
public enum TlsMode {
    DISABLED,
    PREFERRED,
    REQUIRED,
    VERIFY_CA,
    VERIFY_IDENTITY
}
