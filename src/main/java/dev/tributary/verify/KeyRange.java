package dev.tributary.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows whose keys lie above one key and up to another.
 *
 * @param above exclusive; null for no bound
 * @param upTo inclusive; null for no bound
 */
record KeyRange(@Nullable List<String> above, @Nullable List<String> upTo) {

    static final KeyRange ALL = new KeyRange(null, null);
}
