package dev.tributary.faults;

import dev.tributary.faults.Lines.Line;
import java.util.Arrays;
import java.util.Locale;

/** All that can strike. On the command line a fault has its name in small letters, with hyphens. */
enum Fault {
    KILL_TASKMANAGER("kill -9 of the TaskManager, at any moment", Deaths::ofTaskManager),
    KILL_JOBMANAGER("kill -9 of the JobManager; the job is submitted from its newest checkpoint", Deaths::ofJobManager),
    KILL_MYSQL_1("kill -9 of the first MySQL server", Deaths.ofMySql(1)),
    KILL_MYSQL_2("kill -9 of the second MySQL server", Deaths.ofMySql(2)),
    REPLACE_MYSQL(
            "kill -9 of the second MySQL server for good; its replica takes its place, at another address",
            Deaths::ofMySqlForGood),
    KILL_CLICKHOUSE("kill -9 of ClickHouse", Deaths::ofClickHouse),

    DIE_IN_SNAPSHOT("the TaskManager dies in the snapshot phase", Deaths::inSnapshot),
    DIE_AFTER_STAGING("the TaskManager dies when rows are staged", Deaths.after(CommitStep.STAGE)),
    DIE_IN_CHECKPOINT("the TaskManager dies during a checkpoint", Deaths::inCheckpoint),
    DIE_IN_SAVEPOINT("the TaskManager dies during a savepoint", Deaths::inSavepoint),
    DIE_BEFORE_DELETE("the TaskManager dies before a merge's DELETE", Deaths.before(CommitStep.DELETE)),
    DIE_AFTER_DELETE("the TaskManager dies between DELETE and INSERT", Deaths.before(CommitStep.INSERT)),
    DIE_AFTER_INSERT("the TaskManager dies after the INSERT, before the ledger", Deaths.after(CommitStep.INSERT)),
    DIE_AFTER_LEDGER(
            "the TaskManager dies after the ledger, before staging is dropped", Deaths.before(CommitStep.DROP)),

    DIE_IN_SCHEMA_CHANGE(
            "the TaskManager dies in the middle of a change of a table's structure", Deaths::inSchemaChange),
    DIE_IN_RESYNC(
            "the TaskManager or the JobManager dies while a table that was narrowed is read anew", Deaths::inResync),
    PAUSE_AND_RESUME(
            "a MySQL server is paused, the TaskManager or the JobManager dies, and it is resumed", Deaths::inPause),
    PAUSE_TABLE(
            "a table is paused while it is read anew, the TaskManager or its MySQL server dies, and it is resumed",
            Deaths::inPauseOfTable),

    CUT_MYSQL("the connections to a MySQL server are cut", Lines.cut(Lines::toAnyMySql)),
    STALL_MYSQL("the connections to a MySQL server fall silent", Lines.stall(Lines::toAnyMySql)),
    SLOW_MYSQL("the connections to a MySQL server are slow", Lines.slow(Lines::toAnyMySql)),
    CUT_CLICKHOUSE("the connections to ClickHouse are cut", Lines.cut(Line.of(TestStand::clickHouseLine))),
    STALL_CLICKHOUSE("the connections to ClickHouse fall silent", Lines.stall(Line.of(TestStand::clickHouseLine))),
    SLOW_CLICKHOUSE("the connections to ClickHouse are slow", Lines.slow(Line.of(TestStand::clickHouseLine))),

    LOSE_ANSWERS("ClickHouse's answer to each step of a commit is lost once", Answers::lost),
    MEMORY_LIMIT("ClickHouse answers: memory limit", Answers.error(ServerError.MEMORY_LIMIT)),
    TOO_MANY_PARTS("ClickHouse answers: too many parts", Answers.error(ServerError.TOO_MANY_PARTS)),
    READ_ONLY("ClickHouse answers: read-only", Answers.error(ServerError.READ_ONLY, ServerError.TABLE_READ_ONLY)),
    TIMEOUT("ClickHouse answers: timeout", Answers.error(ServerError.TIMEOUT)),
    TIMEOUT_AFTER_THE_DEED(
            "ClickHouse answers: timeout, and yet has done it", Answers.errorAfterTheDeed(ServerError.SOCKET_TIMEOUT)),
    DISK_FULL("ClickHouse answers to staged rows: disk full", Answers.error(ServerError.DISK_FULL)),

    MUTATE_TARGET("another client runs ALTER … UPDATE on targets", OtherClients::mutate),
    MATERIALIZE_INDEX("another client runs MATERIALIZE INDEX on targets", OtherClients::materialize),
    OPTIMIZE_FINAL("another client runs OPTIMIZE … FINAL on targets", OtherClients::optimize);

    private final String description;
    private final Strike strike;

    Fault(String description, Strike strike) {
        this.description = description;
        this.strike = strike;
    }

    String description() {
        return description;
    }

    Strike strike() {
        return strike;
    }

    static Fault named(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.toString().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no fault '" + name + "'; there are: " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
