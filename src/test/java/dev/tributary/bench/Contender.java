package dev.tributary.bench;

/** Who reads the data. */
enum Contender {
    /** The CDC source of the job's settings, whose records are counted and thrown away. */
    BARE_SOURCE("bare CDC source"),
    /** The whole job, up to the rows in ClickHouse. */
    TRIBUTARY("Tributary");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
