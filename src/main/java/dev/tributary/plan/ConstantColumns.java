package dev.tributary.plan;

import dev.tributary.mapping.Constants;
import dev.tributary.model.Overrides;
import dev.tributary.model.TargetColumn;
import java.util.List;

/** The columns of a target that the configuration gives their values, by name. */
final class ConstantColumns {

    private ConstantColumns() {}

    static List<TargetColumn> of(Overrides overrides) {
        return overrides.constants().keySet().stream()
                .sorted()
                .map(name -> new TargetColumn(name, type(name, overrides)))
                .toList();
    }

    static String type(String name, Overrides overrides) {
        return overrides.types().getOrDefault(name, Constants.USUAL_TYPE);
    }
}
