package dev.tributary.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where a local run shows its page.
 *
 * @param port null: nowhere; 0: any that is free
 */
public record UiOptions(String bind, @Nullable Integer port) implements Serializable {

    static final String LOOPBACK = "127.0.0.1";

    /** No page. */
    public static final UiOptions NONE = new UiOptions(LOOPBACK, null);
}
