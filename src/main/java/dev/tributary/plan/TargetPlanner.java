package dev.tributary.plan;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.PatchParts;
import dev.tributary.clickhouse.ServerVersion;
import dev.tributary.config.Checklist;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans one target on a given ClickHouse: created or adopted, and how rows are deleted from it. */
final class TargetPlanner {

    private final DeleteMechanism configured;
    private final Policy addColumn;
    private final ServerVersion version;
    private final Checklist checklist;

    TargetPlanner(DeleteMechanism configured, Policy addColumn, ServerVersion version, Checklist checklist) {
        this.configured = configured;
        this.addColumn = addColumn;
        this.version = version;
        this.checklist = checklist;
    }

    /** @param existing null where the table is not there yet */
    TargetPlan plan(TargetSchema schema, @Nullable ExistingTable existing) {
        String create = TargetStatements.create(schema);
        int failures = checklist.failures();
        TargetSchema adopted = schema;
        List<TargetColumn> added = List.of();
        if (existing != null) {
            TargetAdoption adoption = new TargetAdoption(existing, schema, addColumn, checklist);
            adopted = adoption.adopt();
            added = adoption.added();
        }
        refuseUnknownTypes(adopted);
        DeleteMechanism mechanism = mechanism(schema, existing);
        refuseMutationsOfReplicas(schema, existing, mechanism);
        if (checklist.failures() == failures) {
            checklist.passed(subject(schema), existing == null ? "will be created" : fits(added));
        }
        return new TargetPlan(adopted, create, existing != null, added, mechanism);
    }

    private static String fits(List<TargetColumn> added) {
        return added.isEmpty()
                ? "exists and fits"
                : "exists and gets the columns "
                        + added.stream().map(TargetColumn::name).toList();
    }

    private void refuseUnknownTypes(TargetSchema schema) {
        for (TargetColumn column : schema.columns()) {
            ServerVersion first = firstWith(column.type());
            if (first != null && !version.isAtLeast(first)) {
                checklist.failed(
                        subject(schema),
                        "its column '" + column.name() + "' has the type " + column.type() + ", which ClickHouse "
                                + version + " does not have, but " + first + " has; upgrade it, or"
                                + " choose column-types: {" + column.name() + ": String}");
            }
        }
    }

    /** Null for a type that every server has. */
    private static @Nullable ServerVersion firstWith(String type) {
        if (ClickHouseTypes.isJson(type)) {
            return ServerVersion.JSON;
        }
        return ClickHouseTypes.core(type).startsWith("Time64(") ? ServerVersion.TIME64 : null;
    }

    private void refuseMutationsOfReplicas(
            TargetSchema schema, @Nullable ExistingTable existing, DeleteMechanism mechanism) {
        if (existing != null
                && mechanism == DeleteMechanism.LIGHTWEIGHT_MUTATION
                && TargetAdoption.isReplicated(existing)) {
            checklist.failed(
                    subject(schema),
                    "its engine is " + existing.engine()
                            + ", and rows would be deleted by lightweight mutations, which each"
                            + " replica carries out for itself and needs the staging tables of this one for; create it"
                            + " with " + PatchParts.SETTINGS + " on ClickHouse "
                            + ServerVersion.PATCH_PARTS + " or newer, so that patch parts are possible, or name"
                            + " another target");
        }
    }

    private DeleteMechanism mechanism(TargetSchema schema, @Nullable ExistingTable existing) {
        return switch (configured) {
            case LIGHTWEIGHT_MUTATION -> DeleteMechanism.LIGHTWEIGHT_MUTATION;
            case PATCH_PARTS -> {
                String obstacle = PatchParts.obstacle(version, existing);
                if (obstacle != null) {
                    checklist.failed(
                            subject(schema),
                            "merge.delete-mechanism is patch-parts, but " + obstacle
                                    + "; take auto or lightweight-mutation");
                }
                yield DeleteMechanism.PATCH_PARTS;
            }
            case AUTO -> {
                String obstacle = PatchParts.obstacle(version, existing);
                if (obstacle != null) {
                    checklist.passed(subject(schema), "rows are deleted by lightweight mutations, since " + obstacle);
                }
                yield obstacle == null ? DeleteMechanism.PATCH_PARTS : DeleteMechanism.LIGHTWEIGHT_MUTATION;
            }
        };
    }

    private static String subject(TargetSchema schema) {
        return "target " + schema.target();
    }
}
