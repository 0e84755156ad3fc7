package dev.tributary.config;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says why a file cannot be read, in words that show nothing of it. */
final class Unreadable {

    private Unreadable() {}

    static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is none";
        }
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        // The system's own words, as "Is a directory", or what a path may not contain.
        return String.valueOf(failure.getMessage());
    }
}
