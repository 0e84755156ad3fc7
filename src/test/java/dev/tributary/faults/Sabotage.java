package dev.tributary.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Makes one row of the targets false, to show that it is found and counted. Nobody may be writing. */
enum Sabotage {
    LOSE("DELETE FROM bank.orders WHERE _source_database = 'bank_at' AND region = 'eu' AND id = 0"),
    // Else ClickHouse could clear the doubled row away by itself.
    DOUBLE(
            "SYSTEM STOP MERGES bank.transfers",
            "INSERT INTO bank.transfers SELECT * FROM bank.transfers WHERE _source_database = 'bank_us' AND id = 0"),
    FALSIFY("ALTER TABLE bank.accounts UPDATE balance = balance + 1 WHERE _source_database = 'bank_de' AND id = 7"
            + " SETTINGS mutations_sync = 1");

    private final List<String> statements;

    Sabotage(String... statements) {
        this.statements = List.of(statements);
    }

    void commit(TestStand stand) {
        stand.clickHouse().execute(statements.toArray(String[]::new));
    }

    static Sabotage named(String name) {
        return Arrays.stream(values())
                .filter(sabotage -> sabotage.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no sabotage '" + name + "'; there are: " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
