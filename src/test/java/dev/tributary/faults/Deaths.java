package dev.tributary.faults;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.faults.Tampering.Verdict;
import dev.tributary.plan.ServerControl;
import dev.tributary.plan.TableControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Processes end by SIGKILL: at a random moment, or at an exact step of the job's work with ClickHouse. */
final class Deaths {

    private static final long PATIENCE_SECONDS = 180;
    /** Flink's REST interface shows checkpoints with a delay of up to three seconds. */
    private static final int LOOKS_FOR_A_CHECKPOINT = 40;

    private static final long BETWEEN_LOOKS_MILLIS = 150;
    private static final int LONGEST_RESYNC_MILLIS = 12_000;

    /** Before a death and behind it: it strikes at a random moment of a pause, which is what is tried. */
    private static final int LONGEST_PAUSE_MILLIS = 6_000;

    private Deaths() {}

    static Recovery ofTaskManager(TestStand stand, Random random) throws Exception {
        Thread.sleep(random.nextInt(1500));
        stand.cluster().killTaskManager();
        Recovery recovery = Recovery.begin(stand);
        stand.cluster().cluster("start");
        return recovery;
    }

    /**
     * Flink keeps no jobs in a session cluster without a service of its own for that: the job is submitted again. For a while its
     * tasks go on alone; then the machine of the TaskManager is gone, too.
     */
    static Recovery ofJobManager(TestStand stand, Random random) throws Exception {
        Thread.sleep(random.nextInt(1500));
        stand.cluster().killJobManager();
        Recovery recovery = Recovery.begin(stand);
        Thread.sleep(random.nextInt(3000));
        stand.cluster().killTaskManager();
        stand.cluster().startAnew();
        stand.resume();
        return recovery;
    }

    static Strike ofMySql(int server) {
        return (stand, random) -> {
            Thread.sleep(random.nextInt(1500));
            stand.mysql(server).kill();
            Recovery recovery = Recovery.begin(stand);
            Thread.sleep(random.nextInt(3000));
            stand.mysql(server).start();
            return recovery;
        };
    }

    /**
     * Of the second MySQL server, whose replica has its place from then on, and all that it committed. The dead one comes back as
     * the replica of that one.
     */
    static Recovery ofMySqlForGood(TestStand stand, Random random) throws Exception {
        Thread.sleep(random.nextInt(1500));
        stand.failOver();
        Recovery recovery = Recovery.begin(stand);
        Thread.sleep(random.nextInt(3000));
        stand.startReplica();
        return recovery;
    }

    static Recovery ofClickHouse(TestStand stand, Random random) throws Exception {
        Thread.sleep(random.nextInt(1500));
        stand.clickHouse().kill();
        Recovery recovery = Recovery.begin(stand);
        Thread.sleep(random.nextInt(3000));
        stand.clickHouse().start();
        return recovery;
    }

    /** Of the TaskManager, when it is about to ask for a step, which ClickHouse then never hears of. */
    static Strike before(CommitStep step) {
        return (stand, random) -> {
            AtomicInteger passing = new AtomicInteger(random.nextInt(4));
            return strikeByTampering(stand, killer -> new Tampering() {
                @Override
                public Verdict beforeRequest(CommitStep at) {
                    return at == step && passing.getAndDecrement() <= 0 ? killer.kill() : Verdict.PASS;
                }
            });
        };
    }

    /** Of the TaskManager, when ClickHouse has done a step, and before the TaskManager hears of it. */
    static Strike after(CommitStep step) {
        return (stand, random) -> {
            AtomicInteger passing = new AtomicInteger(random.nextInt(4));
            return strikeByTampering(stand, killer -> new Tampering() {
                @Override
                public Verdict beforeAnswer(CommitStep at) {
                    return at == step && passing.getAndDecrement() <= 0 ? killer.kill() : Verdict.PASS;
                }
            });
        };
    }

    /** Of the TaskManager while its rows of a checkpoint that has begun are on their way to ClickHouse. */
    static Recovery inCheckpoint(TestStand stand, Random random) throws Exception {
        return strikeByTampering(stand, killer -> whileUnderWay(stand, false, killer));
    }

    /** As {@link #inCheckpoint}, for a savepoint. */
    static Recovery inSavepoint(TestStand stand, Random random) throws Exception {
        AtomicBoolean triggered = new AtomicBoolean();
        return strikeByTampering(stand, killer -> new Tampering() {
            @Override
            public Verdict beforeRequest(CommitStep at) {
                if (at == CommitStep.STAGE && triggered.compareAndSet(false, true)) {
                    trigger(stand);
                }
                return whileUnderWay(stand, true, killer).beforeRequest(at);
            }
        });
    }

    /** Of the TaskManager while the job takes its snapshot. Submits the job. */
    static Recovery inSnapshot(TestStand stand, Random random) throws Exception {
        AtomicInteger passing = new AtomicInteger(1 + random.nextInt(4));
        stand.submit();
        return strikeByTampering(stand, killer -> new Tampering() {
            @Override
            public Verdict beforeAnswer(CommitStep at) {
                return at == CommitStep.STAGE && passing.getAndDecrement() <= 0 ? killer.kill() : Verdict.PASS;
            }
        });
    }

    /**
     * Of the TaskManager when a target is about to get a column, has got it, or at a step of the commit that changes its earlier
     * rows and brings the first ones with it. A constant default changes the earlier rows too.
     */
    static Recovery inSchemaChange(TestStand stand, Random random) throws Exception {
        List<CommitStep> steps =
                List.of(CommitStep.ALTER, CommitStep.UPDATE, CommitStep.DELETE, CommitStep.INSERT, CommitStep.LEDGER);
        CommitStep fatal = steps.get(random.nextInt(steps.size()));
        boolean done = random.nextBoolean();
        AtomicBoolean altered = new AtomicBoolean();
        String column = "added_" + random.nextInt(1_000_000);
        return strikeByTampering(
                stand,
                killer -> new Tampering() {
                    @Override
                    public Verdict beforeRequest(CommitStep at) {
                        altered.compareAndSet(false, at == CommitStep.ALTER);
                        return !done && altered.get() && at == fatal ? killer.kill() : Verdict.PASS;
                    }

                    @Override
                    public Verdict beforeAnswer(CommitStep at) {
                        return done && altered.get() && at == fatal ? killer.kill() : Verdict.PASS;
                    }
                },
                () -> Tenant.ALL.forEach(tenant -> stand.mysql(tenant.server())
                        .execute("ALTER TABLE " + tenant.name() + ".transfers ADD COLUMN " + column
                                + " VARCHAR(20) NOT NULL DEFAULT 'none'")));
    }

    /**
     * Of the TaskManager, or the JobManager, at any moment from a statement that cannot be followed until its table was read
     * anew. The values stay what they are, so that the comparison knows them.
     */
    static Recovery inResync(TestStand stand, Random random) throws Exception {
        Tenant tenant = Tenant.ALL.get(random.nextInt(Tenant.ALL.size()));
        stand.mysql(tenant.server())
                .execute(
                        "SET sql_mode = ''", // what does not fit would fail a strict session's statement
                        "ALTER TABLE " + tenant.name() + ".events MODIFY counter BIGINT NOT NULL",
                        "ALTER TABLE " + tenant.name() + ".events MODIFY counter INT NOT NULL");
        Thread.sleep(random.nextInt(LONGEST_RESYNC_MILLIS));
        return random.nextInt(3) == 0 ? ofJobManager(stand, random) : ofTaskManager(stand, random);
    }

    /** Of the TaskManager, or the JobManager, while a MySQL server is paused, or about to be. */
    static Recovery inPause(TestStand stand, Random random) throws Exception {
        Tenant tenant = Tenant.ALL.get(random.nextInt(Tenant.ALL.size()));
        ServerControl server = new ServerControl(direct(stand), tenant.name());
        server.pause("a fault");
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        Recovery recovery = random.nextInt(3) == 0 ? ofJobManager(stand, random) : ofTaskManager(stand, random);
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        server.resume();
        return recovery;
    }

    /**
     * Of the TaskManager, or for good of the MySQL server, while a table is paused, or about to be. It is paused while it is read anew,
     * or has just been.
     */
    static Recovery inPauseOfTable(TestStand stand, Random random) throws Exception {
        Tenant tenant = Tenant.ALL.get(random.nextInt(Tenant.ALL.size()));
        TableControl table =
                new TableControl(direct(stand), tenant.name(), Bank.TABLES.get(random.nextInt(Bank.TABLES.size())));
        table.resync();
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        table.pause("a fault");
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        Recovery recovery = tenant.server() == 2 && random.nextBoolean()
                ? ofMySqlForGood(stand, random)
                : ofTaskManager(stand, random);
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        table.resume();
        return recovery;
    }

    private static SyncConfig direct(TestStand stand) throws ConfigurationException {
        return ConfigReader.read("direct", stand.directYaml(), Secrets.ofProcess());
    }

    private static void trigger(TestStand stand) {
        try {
            stand.job().triggerSavepoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tampering whileUnderWay(TestStand stand, boolean savepoint, Killer killer) {
        return new Tampering() {
            @Override
            public Verdict beforeRequest(CommitStep at) {
                return at == CommitStep.STAGE && isUnderWay(stand, savepoint) ? killer.kill() : Verdict.PASS;
            }
        };
    }

    /** The rows are held meanwhile, and no checkpoint completes without them: so one that began stays under way. */
    private static boolean isUnderWay(TestStand stand, boolean savepoint) {
        try {
            for (int look = 0; look < LOOKS_FOR_A_CHECKPOINT; look++) {
                if (stand.job().hasCheckpointUnderWay(savepoint)) {
                    return true;
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Recovery strikeByTampering(TestStand stand, TamperingByKiller tampering) throws Exception {
        return strikeByTampering(stand, tampering, () -> {});
    }

    /** @param cause of the step at which to strike */
    private static Recovery strikeByTampering(TestStand stand, TamperingByKiller tampering, Runnable cause)
            throws Exception {
        Killer killer = new Killer(stand);
        stand.clickHouseProxy().tamper(tampering.with(killer));
        try {
            cause.run();
            Recovery recovery = killer.struck.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            stand.cluster().cluster("start");
            return recovery;
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the step at which to strike did not come within " + PATIENCE_SECONDS + " s", e);
        } finally {
            stand.clickHouseProxy().tamper(Tampering.NONE);
        }
    }

    @FunctionalInterface
    private interface TamperingByKiller {
        Tampering with(Killer killer);
    }

    /** Kills the TaskManager once; from then on all that it asked for is dropped. */
    private static final class Killer {
        private final TestStand stand;
        private final AtomicBoolean done = new AtomicBoolean();
        private final CompletableFuture<Recovery> struck = new CompletableFuture<>();

        Killer(TestStand stand) {
            this.stand = stand;
        }

        Verdict kill() {
            if (done.compareAndSet(false, true)) {
                try {
                    stand.cluster().killTaskManager();
                    struck.complete(Recovery.begin(stand));
                } catch (IOException e) {
                    struck.completeExceptionally(e);
                }
            }
            return Verdict.DROP;
        }
    }
}
