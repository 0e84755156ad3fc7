package dev.tributary.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML text as maps, lists and texts: scalars stay as they are written, so that a password 0123 keeps its zero. A key
 * without a value counts as absent; a key written twice is a problem.
 */
final class YamlDocument {

    private final String label;
    private final List<Problem> problems;

    private YamlDocument(String label, List<Problem> problems) {
        this.label = label;
        this.problems = problems;
    }

    static Map<String, Object> read(String label, String text, List<Problem> problems) {
        return new YamlDocument(label, problems).read(text);
    }

    private Map<String, Object> read(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(label).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return Map.of();
            }
            if (root.get() instanceof MappingNode mapping) {
                return map("", mapping);
            }
            problems.add(new Problem(label, "expected keys and values at the top level"));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1))
                    .orElse("");
            problems.add(new Problem(label, "not YAML" + line + ": " + e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(new Problem(label, "not YAML: " + e.getMessage()));
        }
        return Map.of();
    }

    private Map<String, Object> map(String path, MappingNode mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = tuple.getKeyNode()
                    .getStartMark()
                    .map(mark -> mark.getLine() + 1)
                    .orElse(0);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new Problem(label, "the key in line " + line + " is not a text"));
                continue;
            }
            String name = key.getValue();
            String keyPath = path.isEmpty() ? name : path + "." + name;
            Integer earlier = lines.putIfAbsent(name, line);
            if (earlier != null) {
                problems.add(new Problem(
                        keyPath, "the key stands twice, in lines " + earlier + " and " + line + "; remove one"));
                continue;
            }
            Object value = value(keyPath, tuple.getValueNode());
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    private @Nullable Object value(String path, Node node) {
        if (node instanceof MappingNode mapping) {
            return map(path, mapping);
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(value(path + "[" + items.size() + "]", item));
            }
            return items;
        }
        return node instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag()) ? scalar.getValue() : null;
    }
}
