package dev.tributary.plan;

import dev.tributary.clickhouse.ServerVersion;
import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import java.util.List;

/** What is known of a ClickHouse whose patches are not right for every reader. */
final class PatchNotes {

    private PatchNotes() {}

    static void note(List<TargetPlan> targets, ServerVersion version, String subject, Checklist checklist) {
        if (!version.isAtLeast(ServerVersion.PATCHES_OF_SEVERAL_PARTS)
                && targets.stream().anyMatch(target -> target.mechanism() == DeleteMechanism.PATCH_PARTS)) {
            checklist.noted(
                    subject,
                    "before " + ServerVersion.PATCHES_OF_SEVERAL_PARTS
                            + " ClickHouse can show a replaced row to readers with"
                            + " very small merge_tree_min_read_task_size and max_block_size (its issue 117844); that merges"
                            + " and usual readers never meet it is not proven");
        }
    }
}
