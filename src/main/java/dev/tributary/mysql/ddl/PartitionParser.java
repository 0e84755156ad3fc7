package dev.tributary.mysql.ddl;

import org.jspecify.annotations.Nullable;

/** Goes over the clauses of ALTER TABLE on partitions, which matter for the rows that go with them alone. */
final class PartitionParser {

    private final DdlTokens tokens;

    PartitionParser(DdlTokens tokens) {
        this.tokens = tokens;
    }

    /** Behind ADD PARTITION. */
    void added() {
        tokens.acceptIfNotExists();
        acceptLocal();
        if (tokens.accept("PARTITIONS")) {
            tokens.number();
        } else {
            tokens.skipParentheses();
        }
    }

    /** Behind DROP PARTITION. */
    void dropped() {
        tokens.acceptIfExists();
        names();
    }

    /** The name of a clause that takes rows away or brings some; null where none follows. */
    @Nullable
    String movingRows() {
        if (tokens.accept("TRUNCATE", "PARTITION")) {
            names();
            return "TRUNCATE PARTITION";
        }
        boolean discards = tokens.isAt("DISCARD");
        if (!tokens.acceptAny("DISCARD", "IMPORT")) {
            return null;
        }
        if (tokens.accept("PARTITION")) {
            names();
        }
        tokens.expect("TABLESPACE");
        return discards ? "DISCARD TABLESPACE" : "IMPORT TABLESPACE";
    }

    /** Goes over a clause that leaves the rows as they are; answers whether one follows. */
    boolean withoutEffect() {
        if (tokens.accept("REORGANIZE", "PARTITION")) {
            if (!tokens.atEnd() && !tokens.peek().is(',')) {
                names();
                tokens.expect("INTO");
                tokens.skipParentheses();
            }
        } else if (tokens.accept("COALESCE", "PARTITION")) {
            acceptLocal();
            tokens.number();
        } else if (tokens.isAtAny("ANALYZE", "CHECK", "OPTIMIZE", "REBUILD", "REPAIR")
                && tokens.peek(1).is("PARTITION")) {
            tokens.next();
            tokens.next();
            acceptLocal();
            names();
            tokens.acceptAll("QUICK", "FAST", "MEDIUM", "EXTENDED", "CHANGED", "USE_FRM");
        } else {
            return tokens.accept("REMOVE", "PARTITIONING") || tokens.accept("UPGRADE", "PARTITIONING");
        }
        return true;
    }

    private void acceptLocal() {
        tokens.acceptAny("NO_WRITE_TO_BINLOG", "LOCAL");
    }

    private void names() {
        do {
            tokens.name();
        } while (tokens.accept(','));
    }
}
