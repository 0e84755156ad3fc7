package dev.tributary.config;

import java.io.Serializable;

/** A MySQL server and the account to use on it. */
public record MySqlEndpoint(String host, int port, String user, Secret password, TlsMode tls) implements Serializable {}
