package dev.tributary.cli;

/** How a command prints what it has found. */
enum OutputFormat {
    TEXT,
    JSON
}
