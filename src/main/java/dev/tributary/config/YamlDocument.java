package dev.tributary.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * without a value counts as absent; a key written twice is a problem. Aliases stand for what they name.
 */
final class YamlDocument {

    /** Aliases of aliases multiply: a few lines could stand for more values than there is memory. */
    private static final int MOST_VALUES = 1_000_000;

    private static final String MERGE_KEY = "<<";

    private final String label;
    private final List<Problem> problems;

    /** What is being read, from the outermost in: an alias of one of these would never end. */
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private int valueCount;

    private YamlDocument(String label, List<Problem> problems) {
        this.label = label;
        this.problems = problems;
    }

    static Map<String, Object> read(String label, String text, List<Problem> problems) {
        return new YamlDocument(label, problems).read(text);
    }

    private Map<String, Object> read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                .setMaxAliasesForCollections(MOST_VALUES)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || isNothing(root.get())) {
                return Map.of();
            }
            if (root.get() instanceof MappingNode mapping) {
                open.add(mapping);
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
            if (name.equals(MERGE_KEY)) {
                problems.add(new Problem(
                        path.isEmpty() ? label : path,
                        "merge keys ('<<' in line " + line
                                + ") are not followed; write the keys out, or name many databases of"
                                + " one server by a pattern in servers"));
                continue;
            }
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
        if (++valueCount > MOST_VALUES) {
            if (valueCount == MOST_VALUES + 1) {
                problems.add(new Problem(
                        label,
                        "stands for more than " + MOST_VALUES + " values, by aliases of aliases; write them out"));
            }
            return null;
        }
        if (node instanceof ScalarNode scalar) {
            return isNothing(node) ? null : scalar.getValue();
        }
        if (!open.add(node)) {
            problems.add(new Problem(path, "contains itself, by an alias; write out what it shall hold"));
            return null;
        }
        try {
            return node instanceof MappingNode mapping ? map(path, mapping) : list(path, (SequenceNode) node);
        } finally {
            open.remove(node);
        }
    }

    private List<@Nullable Object> list(String path, SequenceNode sequence) {
        List<@Nullable Object> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(value(path + "[" + items.size() + "]", item));
        }
        return items;
    }

    private static boolean isNothing(Node node) {
        return Tag.NULL.equals(node.getTag());
    }
}
