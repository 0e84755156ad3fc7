package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.Spelling;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.mapping.Constants;
import dev.tributary.mapping.RowFilter;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.mapping.ZeroDates;
import dev.tributary.model.Column;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.RowCondition;
import dev.tributary.model.TargetSchema;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the overrides of a table. */
final class OverridesCheck {

    private final TableConfig table;
    private final Overrides overrides;
    private final Checklist checklist;
    private final String subject;
    private final AlikeProblems problems;

    OverridesCheck(TableConfig table, Checklist checklist) {
        this.table = table;
        this.overrides = table.overrides();
        this.checklist = checklist;
        this.subject = "table " + table.source();
        this.problems = new AlikeProblems(table.source(), checklist);
    }

    /**
     * @param key the merge key's source columns, null where there is none
     * @param targetNames the target's columns, in lower case, without the constants
     */
    void check(List<SourceDatabase> sources, @Nullable List<String> key, Set<String> targetNames) {
        Set<String> known = new TreeSet<>();
        sources.forEach(source -> source.table(table.source()).orElseThrow().columns().stream()
                .map(Column::name)
                .forEach(known::add));
        checkComing("exclude-columns", overrides.excluded(), known);
        Set<String> typed = new TreeSet<>(overrides.types().keySet());
        typed.removeAll(overrides.constants().keySet());
        checkComing("column-types", typed, known);
        checkNames(known);
        checkConstants(sources, targetNames);
        sources.forEach(this::checkFilter);
        checkComing("zero-dates", overrides.zeroDates().keySet(), known);
        sources.forEach(source -> checkZeroDates(source, key));
        checkComing("out-of-range-dates", overrides.outOfRangeDates().byColumn().keySet(), known);
        sources.forEach(source -> checkRangePolicies(source, key));
        problems.tell();
        if (key != null) {
            key.stream()
                    .filter(overrides.excluded()::contains)
                    .forEach(name -> failed(
                            "column '" + name + "' cannot be excluded, since it is part of the merge key " + key));
        }
    }

    /** A column that no database has yet may come while the job runs; one that is nearly there is a mistake of spelling. */
    private void checkComing(String option, Collection<String> names, Set<String> known) {
        for (String name : names) {
            String near = known.contains(name) ? null : Spelling.nearest(name, known);
            if (near != null) {
                failed("column '" + name + "' of " + option + " is in no database; did you mean '" + near + "'?");
            } else if (!known.contains(name)) {
                checklist.noted(subject, "column '" + name + "' of " + option + " is in no database yet");
            }
        }
    }

    private void checkNames(Set<String> known) {
        Map<String, String> sources = new HashMap<>();
        overrides.names().forEach((source, target) -> {
            if (!known.contains(source)) {
                failed("column '" + source + "' of rename-columns is in no database; its columns are "
                        + String.join(", ", known));
            }
            if (overrides.excluded().contains(source)) {
                failed("column '" + source + "' is in rename-columns and in exclude-columns; remove it from one");
            }
        });
        for (String name : known) {
            if (overrides.excluded().contains(name)) {
                continue;
            }
            String target = overrides.targetName(name);
            String other = sources.putIfAbsent(target.toLowerCase(Locale.ROOT), name);
            if (other != null && !other.equalsIgnoreCase(name)) {
                failed("columns '" + other + "' and '" + name + "' would both be '" + target
                        + "' in the target; rename or exclude one");
            }
        }
    }

    private void checkConstants(List<SourceDatabase> sources, Set<String> targetNames) {
        overrides.constants().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (targetNames.contains(lower)) {
                failed("constant '" + name + "' is also a column of the source; rename or exclude that one");
            }
            if (TargetSchema.RESERVED.stream().anyMatch(lower::startsWith)
                    || name.contains("`")
                    || name.contains("\\")) {
                failed("the name of constant '" + name + "' is reserved or has a backtick or a backslash");
            }
            checkConstant(name, value, subject);
            for (SourceDatabase source : sources) {
                String own = source.connection().constants().get(name);
                if (own != null) {
                    checkConstant(name, own, "connection '" + source.name() + "'");
                }
            }
        });
    }

    private void checkConstant(String name, String value, String path) {
        try {
            Constants.encode(value, ConstantColumns.type(name, overrides));
        } catch (UnsupportedTypeException e) {
            checklist.failed(
                    subject,
                    new Problem(
                            path,
                            "constant '" + name + "' cannot be " + ConstantColumns.type(name, overrides)
                                    + "; String, LowCardinality(String), whole numbers, Decimal(P, S) and Bool can be"
                                    + " chosen in column-types"));
        } catch (UnencodableValueException e) {
            checklist.failed(subject, new Problem(path, "constant '" + name + "': " + e.getMessage()));
        }
    }

    private void checkFilter(SourceDatabase source) {
        for (RowCondition condition : overrides.filter()) {
            try {
                RowFilter.of(List.of(condition), source.table(table.source()).orElseThrow());
            } catch (UnsupportedTypeException e) {
                problems.add(source, subject + ", rows, " + AlikeProblems.WHO, String.valueOf(e.getMessage()));
            }
        }
    }

    private void checkZeroDates(SourceDatabase source, @Nullable List<String> key) {
        for (Column column : source.table(table.source()).orElseThrow().columns()) {
            String policy = overrides.zeroDates().get(column.name());
            String problem = policy == null ? null : ZeroDates.problem(policy, column.type());
            if (problem == null && policy != null && key != null && key.contains(column.name())) {
                problem = "is part of the merge key " + key + ", by which they must be told apart";
            }
            if (problem != null) {
                problems.add(
                        source,
                        subject + ", zero-dates, " + AlikeProblems.WHO,
                        "column '" + column.name() + "' " + problem);
            }
        }
    }

    private void checkRangePolicies(SourceDatabase source, @Nullable List<String> key) {
        for (Column column : source.table(table.source()).orElseThrow().columns()) {
            RangePolicy policy = overrides.outOfRangeDates().byColumn().get(column.name());
            String problem = policy == null ? null : problem(policy, column, key);
            if (problem != null) {
                problems.add(
                        source,
                        subject + ", out-of-range-dates, " + AlikeProblems.WHO,
                        "column '" + column.name() + "' " + problem);
            }
        }
    }

    private @Nullable String problem(RangePolicy policy, Column column, @Nullable List<String> key) {
        if (!Overrides.isRanged(column.type())) {
            return "is " + column.type() + ", which has no dates beyond the range";
        }
        boolean joins = policy == RangePolicy.NULLABLE || policy == RangePolicy.CLAMP;
        if (joins && key != null && key.contains(column.name())) {
            return "is part of the merge key " + key + ", by which dates must be told apart; take text or refuse";
        }
        return overrides.types().containsKey(column.name())
                ? "has a type in column-types already; remove it there"
                : null;
    }

    private void failed(String message) {
        checklist.failed(subject, message);
    }
}
