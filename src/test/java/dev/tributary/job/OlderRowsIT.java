package dev.tributary.job;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an earlier run brought and MySQL does not have any more leaves the target with the next snapshot, and nothing else. */
class OlderRowsIT {

    private Replication replication;
    private String rows;

    private Replication replication(String name) throws Exception {
        replication = new Replication(name, "[{source: items}]");
        replication.everywhere("CREATE TABLE items (id INT PRIMARY KEY, value INT NOT NULL)");
        replication.everywhere("INSERT INTO items VALUES (1, 10), (2, 20)");
        rows = "SELECT _source_database, id, value FROM " + name + ".items ORDER BY ALL";
        return replication;
    }

    @AfterEach
    void close() throws Exception {
        replication.close();
    }

    @Test
    void nextBoundedRunRemovesThem() throws Exception {
        Replication shops = replication("older_bounded");
        shops.start(RunMode.ETL);
        shops.awaitFinished();
        shops.in("de", "DELETE FROM items WHERE id = 1", "INSERT INTO items VALUES (3, 30)");
        shops.in("us", "UPDATE items SET value = 21 WHERE id = 2");

        shops.start(RunMode.ETL);
        shops.awaitFinished();

        shops.awaitRows(
                rows, "shop_at 1 10", "shop_at 2 20", "shop_de 2 20", "shop_de 3 30", "shop_us 1 10", "shop_us 2 21");
    }

    @Test
    void freshStartRemovesWhatWasDeletedWhileNoJobRan() throws Exception {
        Replication shops = replication("older_fresh");
        shops.start(RunMode.SYNC);
        shops.awaitRows("SELECT count() FROM older_fresh.items", "6");
        shops.in("de", "INSERT INTO items VALUES (3, 30)");
        shops.awaitRows("SELECT count() FROM older_fresh.items", "7");
        shops.stop();
        shops.in("de", "DELETE FROM items WHERE id IN (1, 3)", "UPDATE items SET value = 22 WHERE id = 2");

        shops.start(RunMode.SYNC);

        shops.awaitRows(rows, "shop_at 1 10", "shop_at 2 20", "shop_de 2 22", "shop_us 1 10", "shop_us 2 20");
        shops.in("de", "INSERT INTO items VALUES (1, 11)");
        shops.awaitRows(
                rows, "shop_at 1 10", "shop_at 2 20", "shop_de 1 11", "shop_de 2 22", "shop_us 1 10", "shop_us 2 20");
    }

    @Test
    void rowsFromAnotherBinlogAreRemovedBeforeTheSnapshot() throws Exception {
        Replication shops = replication("older_reset");
        TestServers.mysql(2).execute("FLUSH BINARY LOGS");
        shops.start(RunMode.SYNC);
        shops.in("us", "INSERT INTO items VALUES (3, 30)");
        shops.awaitRows("SELECT count() FROM older_reset.items", "7");
        shops.stop();
        shops.in("us", "DELETE FROM items WHERE id IN (2, 3)");
        TestServers.mysql(2).execute("RESET MASTER");

        shops.start(RunMode.SYNC);

        shops.awaitRows(rows, "shop_at 1 10", "shop_at 2 20", "shop_de 1 10", "shop_de 2 20", "shop_us 1 10");
    }
}
