package dev.tributary.mysql.ddl;

import dev.tributary.mysql.ddl.AlterClause.DefaultCharacterSet;
import dev.tributary.mysql.ddl.AlterClause.MoveRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the options of tables and databases; few of them have an effect here. */
final class OptionParser {

    /** Their rows stay what they are when a table changes between these. */
    private static final Set<String> KEEPING_ENGINES = Set.of(
            "innodb",
            "myisam",
            "memory",
            "heap",
            "aria",
            "ndb",
            "ndbcluster",
            "rocksdb",
            "tokudb",
            "xtradb",
            "archive",
            "csv");

    /** Options of one value that have no effect. */
    private static final String[] WITH_VALUE = """
            AUTO_INCREMENT AVG_ROW_LENGTH CHECKSUM PAGE_CHECKSUM TABLE_CHECKSUM COMMENT COMPRESSION CONNECTION
            DELAY_KEY_WRITE ENCRYPTION ENCRYPTED ENCRYPTION_KEY_ID INSERT_METHOD KEY_BLOCK_SIZE MAX_ROWS MIN_ROWS
            PACK_KEYS PASSWORD ROW_FORMAT STATS_AUTO_RECALC STATS_PERSISTENT STATS_SAMPLE_PAGES TABLESPACE STORAGE
            TRANSACTIONAL ENGINE_ATTRIBUTE SECONDARY_ENGINE SECONDARY_ENGINE_ATTRIBUTE AUTOEXTEND_SIZE
            PAGE_COMPRESSED PAGE_COMPRESSION_LEVEL IETF_QUOTES""".trim().split("\\s+");

    private static final String[] OTHERS = "DEFAULT CHARSET CHARACTER CHAR COLLATE ENGINE TYPE DATA UNION".split(" ");

    private final DdlTokens tokens;

    OptionParser(DdlTokens tokens) {
        this.tokens = tokens;
    }

    /** The options that follow one another, as far as they have an effect; null where none follows at all. */
    @Nullable
    List<AlterClause> find() {
        List<AlterClause> clauses = new ArrayList<>();
        boolean found = false;
        while (one(clauses)) {
            found = true;
            // They can be parted by commas, and so can the clauses of ALTER TABLE.
            if (tokens.peek().is(',') && isOption(1)) {
                tokens.next();
            }
        }
        return found ? clauses : null;
    }

    private boolean isOption(int at) {
        Token token = tokens.peek(at);
        return Stream.concat(Stream.of(WITH_VALUE), Stream.of(OTHERS)).anyMatch(token::is)
                || token.is("INDEX") && tokens.peek(at + 1).is("DIRECTORY");
    }

    private boolean one(List<AlterClause> clauses) {
        for (String option : WITH_VALUE) {
            if (tokens.accept(option)) {
                value();
                return true;
            }
        }
        if (tokens.acceptAny("ENGINE", "TYPE")) {
            String engine = value().text();
            if (!KEEPING_ENGINES.contains(engine.toLowerCase(Locale.ROOT))) {
                clauses.add(new MoveRows("ENGINE = " + engine));
            }
            return true;
        }
        if (tokens.accept("DATA", "DIRECTORY") || tokens.accept("INDEX", "DIRECTORY")) {
            value();
            return true;
        }
        if (tokens.accept("UNION")) {
            tokens.accept('=');
            tokens.skipParentheses();
            return true;
        }
        if (tokens.accept("START", "TRANSACTION")) {
            return true;
        }
        return characterSet(clauses);
    }

    private boolean characterSet(List<AlterClause> clauses) {
        if (tokens.isAt("DEFAULT") && tokens.peek(1).isName()) {
            tokens.next();
        }
        if (TypeParser.acceptCharacterSet(tokens)) {
            tokens.accept('=');
            clauses.add(new DefaultCharacterSet(tokens.accept("DEFAULT") ? null : TypeParser.characterSetName(tokens)));
            return true;
        }
        if (tokens.accept("COLLATE")) {
            tokens.accept('=');
            String characterSet = tokens.accept("DEFAULT") ? null : TypeParser.collation(tokens);
            if (characterSet != null) {
                clauses.add(new DefaultCharacterSet(characterSet));
            }
            return true;
        }
        return false;
    }

    private Token value() {
        tokens.accept('=');
        if (tokens.isAtText()) {
            return new Token(Token.Kind.TEXT, tokens.text());
        }
        if (tokens.atEnd() || tokens.peek().kind() == Token.Kind.SIGN) {
            throw tokens.unexpected();
        }
        return tokens.next();
    }

    /** The character set that options of a database say; null where they say none. */
    @Nullable
    String ofDatabase() {
        String characterSet = null;
        while (!tokens.atEnd()) {
            List<AlterClause> clauses = new ArrayList<>();
            if (characterSet(clauses)) {
                for (AlterClause clause : clauses) {
                    if (clause instanceof DefaultCharacterSet said) {
                        characterSet = said.characterSet();
                    }
                }
            } else {
                tokens.next();
            }
        }
        return characterSet;
    }
}
