package dev.tributary.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A mapping of a YAML file, with merge keys ({@code <<}) resolved as docker compose does. */
record Yaml(Map<String, Object> entries) {

    static Yaml read(Path file) {
        try {
            return of(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a file that has several. */
    static List<Yaml> readAll(Path file) {
        try {
            List<Yaml> documents = new ArrayList<>();
            new Load(LoadSettings.builder().build())
                    .loadAllFromString(Files.readString(file))
                    .forEach(document -> documents.add(of(document)));
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Yaml of(Object value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            if (entry.getKey().equals("<<")) {
                of(entry.getValue()).entries.forEach(entries::putIfAbsent);
            } else {
                entries.put((String) entry.getKey(), entry.getValue());
            }
        }
        return new Yaml(entries);
    }

    /** The mapping at the end of the path; empty if there is none. */
    Yaml at(String... path) {
        Yaml here = this;
        for (String key : path) {
            here = of(here.entries.getOrDefault(key, Map.of()));
        }
        return here;
    }

    String text(String key) {
        if (!entries.containsKey(key)) {
            throw new AssertionError("no key '" + key + "' among " + entries.keySet());
        }
        return String.valueOf(entries.get(key));
    }

    List<?> list(String key) {
        return (List<?>) entries.getOrDefault(key, List.of());
    }

    List<Yaml> mappings(String key) {
        return list(key).stream().map(Yaml::of).toList();
    }
}
