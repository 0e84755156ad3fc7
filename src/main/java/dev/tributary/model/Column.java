package dev.tributary.model;

import java.io.Serializable;

/** A column of a MySQL table. */
public record Column(String name, MySqlType type, boolean nullable) implements Serializable {}
