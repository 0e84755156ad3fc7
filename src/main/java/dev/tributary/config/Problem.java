package dev.tributary.config;

import java.io.Serializable;

/**
 * One thing that keeps a run from being possible, for the reader who has to put it right.
 *
 * @param path where: a key of the configuration, or a server, table or column
 * @param message what is wrong, the value, and the remedy
 */
public record Problem(String path, String message) implements Serializable {

    @Override
    public String toString() {
        return path + ": " + message;
    }
}
