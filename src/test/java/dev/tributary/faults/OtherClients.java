package dev.tributary.faults;

import java.util.List;
import java.util.Random;

/** Others work on the targets meanwhile, without changing any value. */
final class OtherClients {

    private static final int TIMES = 6;
    private static final long LONGEST_PAUSE_MILLIS = 800;

    private OtherClients() {}

    static Recovery mutate(TestStand stand, Random random) throws Exception {
        return repeat(stand, random, table -> "ALTER TABLE bank." + table + " UPDATE note = concat(note, '') WHERE 1");
    }

    static Recovery materialize(TestStand stand, Random random) throws Exception {
        for (String table : Bank.TABLES) {
            stand.clickHouse()
                    .execute("ALTER TABLE bank." + table + " ADD INDEX IF NOT EXISTS notes note TYPE set(10)");
        }
        return repeat(stand, random, table -> "ALTER TABLE bank." + table + " MATERIALIZE INDEX notes");
    }

    static Recovery optimize(TestStand stand, Random random) throws Exception {
        return repeat(stand, random, table -> "OPTIMIZE TABLE bank." + table + " FINAL");
    }

    private static Recovery repeat(TestStand stand, Random random, Statement statement) throws Exception {
        Recovery recovery = Recovery.begin(stand);
        List<String> tables = Bank.TABLES;
        for (int i = 0; i < TIMES; i++) {
            stand.clickHouse().execute(statement.on(tables.get(random.nextInt(tables.size()))));
            Thread.sleep(random.nextLong(LONGEST_PAUSE_MILLIS));
        }
        return recovery;
    }

    @FunctionalInterface
    private interface Statement {
        String on(String table);
    }
}
