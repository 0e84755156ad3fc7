package dev.tributary.faults;

import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/** Connections between the job and a server are cut, stalled and slowed. */
final class Lines {

    private static final Duration SLOW = Duration.ofMillis(60);

    private Lines() {}

    static TcpProxy toAnyMySql(TestStand stand, Random random) {
        return stand.mysqlLine(1 + random.nextInt(2));
    }

    /** One to three times, and new connections too for up to two seconds. */
    static Strike cut(Line line) {
        return (stand, random) -> {
            TcpProxy proxy = line.of(stand, random);
            int times = 1 + random.nextInt(3);
            proxy.cut(true);
            Recovery recovery = Recovery.begin(stand);
            for (int i = 1; i <= times; i++) {
                Thread.sleep(random.nextInt(2000));
                proxy.heal();
                if (i < times) {
                    Thread.sleep(random.nextInt(1000));
                    proxy.cut(true);
                }
            }
            return recovery;
        };
    }

    /** Accepted, and silent. In the end what was held flows on, or the connections turn out to be dead. */
    static Strike stall(Line line) {
        return (stand, random) -> {
            TcpProxy proxy = line.of(stand, random);
            proxy.stall();
            Recovery recovery = Recovery.begin(stand);
            Thread.sleep(6000 + random.nextInt(6000));
            if (random.nextBoolean()) {
                proxy.cut(false);
            }
            proxy.heal();
            return recovery;
        };
    }

    static Strike slow(Line line) {
        return (stand, random) -> {
            TcpProxy proxy = line.of(stand, random);
            proxy.slow(SLOW);
            Recovery recovery = Recovery.begin(stand);
            Thread.sleep(5000 + random.nextInt(3000));
            proxy.heal();
            return recovery;
        };
    }

    /** Which line is struck. */
    @FunctionalInterface
    interface Line {
        TcpProxy of(TestStand stand, Random random);

        static Line of(Function<TestStand, TcpProxy> line) {
            return (stand, random) -> line.apply(stand);
        }
    }
}
