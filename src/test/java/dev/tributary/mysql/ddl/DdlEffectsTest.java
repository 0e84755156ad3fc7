package dev.tributary.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.model.Column;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.MySqlType;
import dev.tributary.model.Overrides;
import dev.tributary.model.RowCondition;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DdlEffectsTest {

    private static final TableId TABLE = new TableId("shop", "t");
    private static final SessionSettings LAX = new SessionSettings(false, true, false);
    private static final long VERSION = 77;

    private static final TableStructure STRUCTURE = new TableStructure(
            TABLE,
            List.of(
                    column("id", "int", false),
                    column("a", "int", true),
                    column("b", "bigint", false),
                    text("c", "varchar(20)", "utf8mb4"),
                    text("l", "varchar(20)", "latin1"),
                    text("e", "enum('x','y')", "latin1"),
                    column("d", "datetime", true),
                    column("uk", "int", false),
                    column("f", "decimal(10,2)", true)),
            List.of("id"),
            Map.of("uk", List.of("uk"), "wide", List.of("uk", "b")),
            "latin1");

    private static Column column(String name, String type, boolean nullable) {
        return new Column(name, MySqlType.parse(type), nullable);
    }

    private static Column text(String name, String type, String characterSet) {
        return new Column(name, MySqlType.parse(type), true, characterSet);
    }

    private static DdlEffect apply(
            SchemaChangeOptions options,
            Overrides overrides,
            List<String> key,
            @Nullable TableStructure before,
            SessionSettings session,
            KnownTables known,
            String text) {
        DdlEffects effects = new DdlEffects(Routes.of(STRUCTURE, key, overrides), options, DdlDialect.USUAL);
        DdlEffect effect = new DdlEffect(before, List.of());
        for (TableDdl ddl : new DdlReader(List.of(TABLE), DdlDialect.USUAL).read("shop", session, text)) {
            effect = effects.apply(effect.after(), ddl, VERSION, known);
        }
        return effect;
    }

    private static DdlEffect apply(String text) {
        return apply(SessionSettings.USUAL, text);
    }

    private static DdlEffect apply(SessionSettings session, String text) {
        return apply(Routes.APPLYING, Overrides.NONE, List.of("id"), STRUCTURE, session, KnownTables.NONE, text);
    }

    private static List<ColumnRewrite> rewrites(DdlEffect effect) {
        if (effect.rewrites().isEmpty()) {
            return List.of();
        }
        TableRewrite rewrite = only(effect);
        assertThat(rewrite.version()).isEqualTo(VERSION);
        assertThat(rewrite.removesRows()).isFalse();
        return rewrite.columns();
    }

    private static TableRewrite only(DdlEffect effect) {
        assertThat(effect.rewrites()).hasSize(1);
        return effect.rewrites().get(0);
    }

    private static List<String> names(DdlEffect effect) {
        List<String> names = new ArrayList<>();
        if (effect.after() != null) {
            effect.after().columns().forEach(column -> names.add(column.name()));
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RENAME TABLE t TO old_t",
                "RENAME TABLE t TO _t_del, _t_gho TO t",
                "ALTER TABLE u RENAME t",
                "ALTER TABLE t ADD COLUMN x INT, RENAME TO u",
                "ALTER TABLE t DROP PARTITION p0",
                "ALTER TABLE t TRUNCATE PARTITION p0",
                "ALTER TABLE t EXCHANGE PARTITION p0 WITH TABLE u",
                "ALTER TABLE u EXCHANGE PARTITION p0 WITH TABLE t",
                "ALTER TABLE t DISCARD TABLESPACE",
                "ALTER TABLE t ENGINE = BLACKHOLE",
                "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (a)",
                "ALTER TABLE t DROP PRIMARY KEY",
                "ALTER TABLE t ADD x VECTOR(3)",
                "ALTER TABLE t ADD x INT GENERATED ALWAYS AS (a + 1) VIRTUAL",
                "ALTER TABLE t ADD x INT AS (a + 1)",
                "ALTER TABLE t ADD x INT AS (a + 1) STORED",
                "ALTER TABLE t MODIFY a INT AS (b + 1) STORED",
                "ALTER TABLE t MODIFY b BIGINT NOT NULL AUTO_INCREMENT",
                "ALTER TABLE t ADD x DATETIME DEFAULT CURRENT_TIMESTAMP",
                "ALTER TABLE t ADD x TIMESTAMP NOT NULL DEFAULT NOW() ON UPDATE NOW()",
                "ALTER TABLE t ADD x TIMESTAMP NOT NULL",
                "ALTER TABLE t ADD x VARCHAR(36) DEFAULT (uuid())",
                "ALTER TABLE t ADD x INT AUTO_INCREMENT UNIQUE",
                "ALTER TABLE t ADD x SERIAL",
                "ALTER TABLE t MODIFY f DECIMAL(12,1)",
                "ALTER TABLE t MODIFY f INT",
                "ALTER TABLE t MODIFY a FLOAT",
                "ALTER TABLE t MODIFY c VARCHAR(19) CHARACTER SET latin1",
                "ALTER TABLE t MODIFY c CHAR(20) CHARACTER SET latin1",
                "ALTER TABLE t MODIFY c TEXT CHARACTER SET latin1",
                "ALTER TABLE t MODIFY c VARCHAR(20) CHARACTER SET cp1251",
                "ALTER TABLE t CONVERT TO CHARACTER SET sjis",
                "ALTER TABLE t CONVERT TO CHARACTER SET binary",
                "ALTER TABLE t CONVERT TO CHARACTER SET DEFAULT",
                "ALTER TABLE t MODIFY e ENUM('x')",
                "ALTER TABLE t MODIFY c VARBINARY(80)",
                "ALTER TABLE t DROP COLUMN id",
                "ALTER TABLE t RENAME COLUMN id TO nr",
                "ALTER TABLE t MODIFY unknown INT",
                "ALTER TABLE t DROP unknown",
                "ALTER TABLE t ADD x INT AFTER unknown",
                "CREATE TABLE t (id INT PRIMARY KEY)",
                "INSERT INTO t VALUES (1)",
                "UPDATE u, t SET t.a = u.a"
            })
    void statementThatCannotBeFollowedIsRefused(String text) {
        assertThatThrownBy(() -> apply(text))
                .isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("shop.t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUNCATE TABLE t",
                "DROP TABLE IF EXISTS `a`, `t`",
                "DROP DATABASE shop",
                "ALTER TABLE t ADD x INT",
                "ALTER TABLE t DROP COLUMN c",
                "ALTER TABLE t RENAME COLUMN a TO y",
                "ALTER TABLE t CHANGE a y INT",
                "ALTER TABLE t MODIFY a BIGINT"
            })
    void statementIsRefusedByItsPolicy(String text) {
        apply(text);

        assertThatThrownBy(() -> apply(
                        Routes.allowing(Policy.FAIL),
                        Overrides.NONE,
                        List.of("id"),
                        STRUCTURE,
                        SessionSettings.USUAL,
                        KnownTables.NONE,
                        text))
                .isInstanceOfSatisfying(
                        RefusedTableException.class,
                        refused -> assertThat(refused.mendable()).isFalse())
                .hasMessageContaining("is 'fail'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD INDEX by_a (a), ADD UNIQUE (b), ADD CONSTRAINT x CHECK (a > 0)",
                "CREATE UNIQUE INDEX by_b ON t (b)",
                "DROP INDEX wide ON t",
                "DROP INDEX uk ON t",
                "ALTER TABLE t RENAME INDEX uk TO nk, ENGINE = InnoDB",
                "ALTER TABLE t MODIFY b BIGINT NOT NULL COMMENT 'x'",
                "ALTER TABLE t MODIFY a INT NULL FIRST",
                "ALTER TABLE t MODIFY b BIGINT NULL",
                "ALTER TABLE t MODIFY a BIGINT NOT NULL",
                "ALTER TABLE t MODIFY l VARCHAR(30) CHARACTER SET latin1",
                "ALTER TABLE t MODIFY l VARCHAR(20) CHARACTER SET utf8mb4",
                "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4",
                "ALTER TABLE t DEFAULT CHARACTER SET ascii",
                "ALTER TABLE t MODIFY e ENUM('x,y','y','it''s','x')",
                "ALTER TABLE t PARTITION BY HASH (id) PARTITIONS 4",
                "ALTER TABLE t ORDER BY a",
                "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id)",
                "ALTER TABLE t ALTER a SET DEFAULT 5",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE",
                "ALTER TABLE t CHANGE a A INT",
                "ALTER TABLE t DROP COLUMN IF EXISTS unknown",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS A INT",
                "CREATE TABLE IF NOT EXISTS t (x INT)",
                "ALTER DATABASE shop CHARACTER SET utf8",
                "OPTIMIZE TABLE t"
            })
    void statementWithoutEffectOnEarlierRowsHasNone(String text) {
        DdlEffect effect = apply(text);

        assertThat(effect.rewrites()).isEmpty();
        assertThat(effect.after()).isNotNull();
    }

    @Test
    void spellingOfColumnsStays() {
        assertThat(names(apply("ALTER TABLE t CHANGE A a BIGINT, MODIFY UK INT NOT NULL FIRST, RENAME COLUMN B TO bb")))
                .containsExactly("uk", "id", "a", "bb", "c", "l", "e", "d", "f");
        assertThat(rewrites(apply("ALTER TABLE t RENAME COLUMN C TO remark")))
                .containsExactly(ColumnRewrite.move("c", "remark"), ColumnRewrite.setNull("c"));
    }

    @Test
    void namesThatChangePlacesMoveAtOnce() {
        DdlEffect effect = apply("ALTER TABLE t RENAME COLUMN a TO b, RENAME COLUMN b TO a");

        assertThat(names(effect)).startsWith("id", "b", "a");
        assertThat(rewrites(effect)).containsExactly(ColumnRewrite.move("a", "b"), ColumnRewrite.move("b", "a"));
        assertThat(rewrites(apply("ALTER TABLE t RENAME COLUMN a TO b, RENAME COLUMN b TO x")))
                .containsExactly(
                        ColumnRewrite.move("a", "b"), ColumnRewrite.setNull("a"), ColumnRewrite.move("b", "x"));
        assertThat(rewrites(apply("ALTER TABLE t RENAME COLUMN a TO x, DROP COLUMN b, ADD COLUMN a INT")))
                .containsExactly(ColumnRewrite.move("a", "x"), ColumnRewrite.setNull("a"), ColumnRewrite.setNull("b"));
        assertThat(rewrites(apply("ALTER TABLE t CHANGE a x INT, ADD COLUMN a INT NOT NULL DEFAULT 5 FIRST")))
                .containsExactly(ColumnRewrite.set("a", "05000000", "Int32"), ColumnRewrite.move("a", "x"));
    }

    @Test
    void columnThatIsDroppedAndAddedAgainIsANewOne() {
        assertThat(rewrites(apply("ALTER TABLE t DROP COLUMN a, ADD COLUMN a SMALLINT")))
                .containsExactly(ColumnRewrite.setNull("a"));
        assertThat(rewrites(apply("ALTER TABLE t DROP COLUMN a, ADD COLUMN a SMALLINT NOT NULL")))
                .containsExactly(ColumnRewrite.set("a", "0000", "Int16"));
    }

    @Test
    void droppedColumnIsNullOnlyWhereThePolicySaysSo() {
        assertThat(rewrites(apply("ALTER TABLE t DROP COLUMN a, DROP c")))
                .containsExactly(ColumnRewrite.setNull("a"), ColumnRewrite.setNull("c"));
        DdlEffect ignored = apply(
                Routes.allowing(Policy.IGNORE),
                Overrides.NONE,
                List.of("id"),
                STRUCTURE,
                LAX,
                KnownTables.NONE,
                "ALTER TABLE t DROP c, ADD x INT DEFAULT 5, RENAME COLUMN a TO y, MODIFY b SMALLINT NOT NULL,"
                        + " MODIFY d DATE NOT NULL");
        assertThat(ignored.rewrites()).isEmpty();
        assertThat(names(ignored)).containsExactly("id", "y", "b", "l", "e", "d", "uk", "f", "x");
    }

    @Test
    void nullsAreReplacedWhereTheSessionReplacesThem() {
        assertThat(rewrites(apply(LAX, "ALTER TABLE t MODIFY a INT NOT NULL")))
                .containsExactly(ColumnRewrite.replaceNull("a", "00000000", "Int32"));
        assertThat(rewrites(apply(LAX, "ALTER TABLE t MODIFY e ENUM('x','y') NOT NULL")))
                .containsExactly(ColumnRewrite.replaceNull("e", "00", "String"));
        assertThat(rewrites(apply(LAX, "ALTER TABLE t MODIFY d DATETIME NOT NULL")))
                .isEmpty();
        assertThat(rewrites(apply(LAX, "ALTER TABLE t MODIFY b BIGINT NOT NULL")))
                .isEmpty();
        assertThat(rewrites(apply("ALTER TABLE t MODIFY a INT NOT NULL"))).isEmpty();
    }

    /** What it has behind the move is known behind the move alone. */
    @Test
    void nullsOfAColumnThatIsRenamedAreReplacedBehindItsMove() {
        DdlEffect effect = apply(LAX, "ALTER TABLE t CHANGE a x INT NOT NULL");

        TableRewrite moved = effect.rewrites().get(0);
        TableRewrite replaced = effect.rewrites().get(1);
        assertThat(effect.rewrites()).hasSize(2);
        assertThat(moved.columns()).containsExactly(ColumnRewrite.move("a", "x"), ColumnRewrite.setNull("a"));
        assertThat(replaced.columns()).containsExactly(ColumnRewrite.replaceNull("x", "00000000", "Int32"));
        assertThat(replaced.version()).isGreaterThan(moved.version());
        assertThat(rewrites(apply("ALTER TABLE t CHANGE a x INT NOT NULL")))
                .containsExactly(ColumnRewrite.move("a", "x"), ColumnRewrite.setNull("a"));
    }

    /** Where the server changed no value rather than fail, none was changed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t MODIFY b INT NOT NULL",
                "ALTER TABLE t MODIFY a TINYINT UNSIGNED",
                "ALTER TABLE t MODIFY a BIGINT UNSIGNED",
                "ALTER TABLE t MODIFY a DECIMAL(3,1)",
                "ALTER TABLE t MODIFY f DECIMAL(4,2) UNSIGNED",
                "ALTER TABLE t MODIFY c VARCHAR(20) CHARACTER SET latin1",
                "ALTER TABLE t MODIFY c VARCHAR(30)",
                "ALTER TABLE t MODIFY l VARCHAR(20) CHARACTER SET ascii",
                "ALTER TABLE t CONVERT TO CHARACTER SET latin1",
                "ALTER TABLE t CONVERT TO CHARACTER SET utf8"
            })
    void valuesThatDoNotFitFailTheStatementsOfStrictSessions(String text) {
        assertThat(apply(text).rewrites()).isEmpty();
        assertThatThrownBy(() -> apply(LAX, text))
                .isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("may have changed the values");
    }

    @Test
    void timesOfColumnsThatComeAreThoseOfTheSession() {
        KnownTables server = new Server("cp1251", Instant.ofEpochSecond(1_000_000_000));
        String text = "ALTER TABLE t ADD x TIMESTAMP(3) NOT NULL DEFAULT '2001-09-09 07:16:40.5'";

        assertThat(added("+05:30", KnownTables.NONE, text)).isEqualTo("f411a5d4e8000000");
        assertThat(added("Asia/Kolkata", server, text)).isEqualTo("f411a5d4e8000000");
        for (String unknown : List.of("", "Mars/Olympus")) {
            assertThatThrownBy(() -> added(unknown, KnownTables.NONE, text))
                    .isInstanceOf(RefusedTableException.class)
                    .hasMessageContaining("only MySQL knows");
        }
        for (String none : List.of(
                "2001-02-30 00:00:00", "1970-01-01 05:30:00", "2038-01-19 08:44:08", "2001-09-09 07:16:40.0001")) {
            String outside = "ALTER TABLE t ADD x TIMESTAMP(3) NULL DEFAULT '" + none + "'";
            assertThatThrownBy(() -> added("+05:30", KnownTables.NONE, outside))
                    .isInstanceOf(RefusedTableException.class);
        }
    }

    private static String added(String timeZone, KnownTables known, String text) {
        DdlEffect effect = apply(
                Routes.APPLYING,
                Overrides.NONE,
                List.of("id"),
                STRUCTURE,
                SessionSettings.USUAL.withTimeZone(timeZone),
                known,
                text);
        return rewrites(effect).get(0).value();
    }

    /** A server with a table and a time. */
    private record Server(
            String databaseCharacterSet, @Nullable Instant always) implements KnownTables {

        @Override
        public @Nullable TableStructure structure(TableId table) {
            return table.equals(new TableId("other", "u"))
                    ? new TableStructure(table, List.of(column("ID", "int", false)), List.of("ID"), Map.of(), "gbk")
                    : null;
        }

        @Override
        public String characterSet(String database) {
            return databaseCharacterSet;
        }

        @Override
        public @Nullable Instant instant(LocalDateTime time, String timeZone) {
            return always;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t DROP INDEX uk",
                "DROP INDEX uk ON t",
                "ALTER TABLE t DROP KEY UK",
                "ALTER TABLE t MODIFY uk INT NULL",
                "ALTER TABLE t MODIFY uk INT",
                "ALTER TABLE t DROP INDEX uk, ADD UNIQUE INDEX uk (uk, b)",
                "ALTER TABLE t DROP CONSTRAINT uk"
            })
    void lossOfTheKeyThatTellsRowsApartIsRefused(String text) {
        assertThatThrownBy(() -> byUniqueKey(text))
                .isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("[uk]");
        apply(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP INDEX wide ON t",
                "ALTER TABLE t RENAME INDEX uk TO other",
                "ALTER TABLE t DROP INDEX uk, ADD UNIQUE INDEX uk2 (uk)",
                "ALTER TABLE t MODIFY uk INT NOT NULL AFTER id"
            })
    void keyThatStillTellsRowsApartIsFollowed(String text) {
        assertThat(byUniqueKey(text).after()).isNotNull();
    }

    private static DdlEffect byUniqueKey(String text) {
        return apply(
                Routes.APPLYING,
                Overrides.NONE,
                List.of("uk"),
                STRUCTURE,
                SessionSettings.USUAL,
                KnownTables.NONE,
                text);
    }

    @Test
    void truncateRemovesRowsAsItsPolicySays() {
        DdlEffect effect = apply("TRUNCATE t");

        assertThat(effect.after()).isEqualTo(STRUCTURE);
        assertThat(only(effect).removesRows()).isTrue();
        assertThat(apply(
                                Routes.allowing(Policy.IGNORE),
                                Overrides.NONE,
                                List.of("id"),
                                STRUCTURE,
                                SessionSettings.USUAL,
                                KnownTables.NONE,
                                "TRUNCATE t")
                        .rewrites())
                .isEmpty();
    }

    @Test
    void tableIsFollowedFromOneThatWasDroppedToTheOneInItsPlace() {
        DdlEffect dropped = apply("DROP TABLE t");
        assertThat(dropped.after()).isNull();

        DdlEffect created =
                inPlace("CREATE TABLE t (X VARCHAR(5) CHARACTER SET latin1, ID INT, A INT, PRIMARY KEY (Id))");
        assertThat(names(created)).containsExactly("X", "id", "a");
        assertThat(created.after().primaryKey()).containsExactly("id");
        assertThat(only(created).removesRows()).isTrue();
        assertThat(inPlace("DROP TABLE IF EXISTS t").after()).isNull();
        for (String refused : List.of(
                "CREATE TABLE t (id INT, a INT, PRIMARY KEY (id, a))",
                "CREATE TABLE t (id INT)",
                "CREATE TABLE t (id INT PRIMARY KEY, c TEXT)",
                "CREATE TABLE t LIKE u",
                "CREATE TABLE t AS SELECT 1 AS id",
                "ALTER TABLE t ADD x INT",
                "TRUNCATE t")) {
            assertThatThrownBy(() -> inPlace(refused)).as(refused).isInstanceOf(RefusedTableException.class);
        }
    }

    @Test
    void tableThatIsMergedByAUniqueKeyIsFollowedToOneThatHasItToo() {
        TableStructure keyless = new TableStructure(
                TABLE, STRUCTURE.columns(), List.of(), Map.of("uk", List.of("uk")), STRUCTURE.characterSet());
        String unique = "CREATE TABLE t (id INT, uk INT NOT NULL, UNIQUE INDEX uk (uk))";

        assertThat(created(keyless, unique).after()).isNotNull();
        assertThat(created(STRUCTURE, "CREATE TABLE t (id INT PRIMARY KEY, uk INT NOT NULL UNIQUE)")
                        .after())
                .isNotNull();
        for (String text : List.of(
                "CREATE TABLE t (id INT, uk INT NOT NULL, INDEX uk (uk))",
                "CREATE TABLE t (id INT, uk INT, UNIQUE INDEX uk (uk))",
                "CREATE TABLE t (id INT PRIMARY KEY, uk INT NOT NULL, UNIQUE INDEX uk (uk))")) {
            assertThatThrownBy(() -> created(keyless, text)).as(text).isInstanceOf(RefusedTableException.class);
        }
        assertThatThrownBy(() -> created(STRUCTURE, "CREATE TABLE t (id INT PRIMARY KEY, uk INT NOT NULL)"))
                .hasMessageContaining("no key tells its rows apart by [uk]");
    }

    /** In the place of a table that was merged by {@code uk}. */
    private static DdlEffect created(TableStructure planned, String text) {
        DdlEffects effects =
                new DdlEffects(Routes.of(planned, List.of("uk"), Overrides.NONE), Routes.APPLYING, DdlDialect.USUAL);
        TableDdl ddl = new DdlReader(List.of(TABLE), DdlDialect.USUAL)
                .read("shop", SessionSettings.USUAL, text)
                .get(0);
        return effects.apply(null, ddl, VERSION, KnownTables.NONE);
    }

    private static DdlEffect inPlace(String text) {
        return apply(
                Routes.APPLYING, Overrides.NONE, List.of("id"), null, SessionSettings.USUAL, KnownTables.NONE, text);
    }

    /** MySQL leaves a zero alone where the column has counted before. */
    @Test
    void columnThatCountsAlreadyMayBeDefinedAsCountingAnew() {
        TableStructure counting = counting("id");

        TableStructure wider = apply(counting, "ALTER TABLE t MODIFY id BIGINT NOT NULL AUTO_INCREMENT")
                .after();
        assertThat(wider.counted()).isEqualTo("id");
        assertThat(wider.columns().get(0)).isEqualTo(column("id", "bigint", false));
        assertThat(apply(counting, "ALTER TABLE t RENAME COLUMN b TO z, MODIFY a INT NULL")
                        .after()
                        .counted())
                .isEqualTo("id");
        assertThat(apply(counting("b"), "ALTER TABLE t CHANGE b n BIGINT NOT NULL AUTO_INCREMENT")
                        .after()
                        .counted())
                .isEqualTo("n");
        TableStructure countsNoMore =
                apply(counting, "ALTER TABLE t MODIFY id BIGINT NOT NULL").after();
        assertThat(countsNoMore.counted()).isEmpty();
        assertThatThrownBy(() -> apply(countsNoMore, "ALTER TABLE t MODIFY id BIGINT NOT NULL AUTO_INCREMENT"))
                .isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("column 'id' was defined anew with AUTO_INCREMENT");
    }

    private static TableStructure counting(String column) {
        return new TableStructure(
                TABLE,
                STRUCTURE.columns(),
                STRUCTURE.primaryKey(),
                STRUCTURE.uniqueKeys(),
                STRUCTURE.characterSet(),
                column);
    }

    private static DdlEffect apply(TableStructure before, String text) {
        return apply(
                Routes.APPLYING, Overrides.NONE, List.of("id"), before, SessionSettings.USUAL, KnownTables.NONE, text);
    }

    @Test
    void newTableIsLikeAKnownOneAndInTheCharacterSetOfItsDatabase() {
        KnownTables known = new Server("cp1251", null);

        DdlEffect like = apply(
                Routes.APPLYING,
                Overrides.NONE,
                List.of("id"),
                null,
                SessionSettings.USUAL,
                known,
                "CREATE TABLE t LIKE other.u");
        assertThat(like.after())
                .isEqualTo(
                        new TableStructure(TABLE, List.of(column("id", "int", false)), List.of("id"), Map.of(), "gbk"));
        DdlEffect defined = apply(
                Routes.APPLYING,
                Overrides.NONE,
                List.of("id"),
                null,
                SessionSettings.USUAL,
                known,
                "CREATE TABLE t (id INT KEY, c TEXT)");
        assertThat(defined.after().columns().get(1).characterSet()).isEqualTo("cp1251");
        assertThat(defined.after().characterSet()).isEqualTo("cp1251");
    }

    @Test
    void replacedTableIsANewOne() {
        DdlEffect effect = apply("CREATE OR REPLACE TABLE t (id INT PRIMARY KEY)");

        assertThat(names(effect)).containsExactly("id");
        assertThat(only(effect).removesRows()).isTrue();
    }

    @Test
    void writesAreForSomebodyToLookAt() {
        assertThatThrownBy(() -> apply("INSERT INTO t VALUES (1)"))
                .isInstanceOfSatisfying(
                        RefusedTableException.class,
                        refused -> assertThat(refused.mendable()).isFalse());
        assertThatThrownBy(() -> apply("ALTER TABLE t NEWFANGLED"))
                .isInstanceOfSatisfying(
                        RefusedTableException.class,
                        refused -> assertThat(refused.mendable()).isTrue());
    }

    @Test
    void overridesHoldForColumns() {
        Overrides overrides = new Overrides(
                Set.of("hidden"),
                Map.of("x", "Int64"),
                Map.of("named", "other"),
                Map.of("constant", "1"),
                Map.of("zero", "1970-01-01"),
                List.of());

        assertThat(rewrites(overridden(
                        overrides,
                        "ALTER TABLE t ADD x INT DEFAULT 1, ADD hidden TIMESTAMP DEFAULT NOW()," + " ADD named INT")))
                .containsExactly(ColumnRewrite.set("x", "0100000000000000", "Int64"), ColumnRewrite.setNull("other"));
        assertThatThrownBy(() -> overridden(overrides, "ALTER TABLE t ADD zero DATE DEFAULT '0000-00-00'"))
                .isInstanceOf(RefusedTableException.class);
        assertThat(rewrites(overridden(overrides, "ALTER TABLE t RENAME COLUMN a TO now")))
                .hasSize(2);
        for (String name : List.of("other", "constant", "named", "x", "hidden")) {
            assertThatThrownBy(() -> overridden(overrides, "ALTER TABLE t RENAME COLUMN a TO " + name))
                    .as(name)
                    .isInstanceOf(RefusedTableException.class);
        }
    }

    @Test
    void datesThatAreTextsKeepMySqlsOwn() {
        Overrides overrides = new Overrides(
                Set.of(), Map.of("born", "String", "seen", "String"), Map.of(), Map.of(), Map.of(), List.of());

        assertThat(rewrites(overridden(
                        overrides,
                        "ALTER TABLE t ADD born DATE NOT NULL DEFAULT '0000-00-00',"
                                + " ADD seen DATETIME(1) NOT NULL DEFAULT '9999-12-31 23:59:59'")))
                .containsExactly(
                        ColumnRewrite.set("born", hex("0000-00-00"), "String"),
                        ColumnRewrite.set("seen", hex("9999-12-31 23:59:59.0"), "String"));
        assertThat(rewrites(overridden(overrides, "ALTER TABLE t ADD seen DATETIME NOT NULL")))
                .containsExactly(ColumnRewrite.set("seen", hex("0000-00-00 00:00:00"), "String"));
    }

    @Test
    void textOfADateThatGetsDigitsIsReadAnew() {
        TableStructure dates = new TableStructure(
                TABLE,
                List.of(column("id", "int", false), column("d", "datetime", true)),
                List.of("id"),
                Map.of(),
                "utf8mb4");
        Overrides text = new Overrides(Set.of(), Map.of("d", "String"), Map.of(), Map.of(), Map.of(), List.of());
        String wider = "ALTER TABLE t MODIFY d DATETIME(3)";

        assertThatThrownBy(() -> apply(
                        Routes.APPLYING, text, List.of("id"), dates, SessionSettings.USUAL, KnownTables.NONE, wider))
                .isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("column 'd' changed from datetime to datetime(3)");
        apply(Routes.APPLYING, Overrides.NONE, List.of("id"), dates, SessionSettings.USUAL, KnownTables.NONE, wider);
    }

    private static String hex(String text) {
        RowBinaryWriter out = new RowBinaryWriter(32);
        out.writeString(text);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t DROP COLUMN a",
                "ALTER TABLE t MODIFY a BIGINT",
                "ALTER TABLE t RENAME COLUMN a TO x",
                "ALTER TABLE t RENAME COLUMN c TO a, DROP COLUMN a",
                "ALTER TABLE t DROP COLUMN a, ADD COLUMN a INT"
            })
    void columnOfAConditionIsNotFollowed(String text) {
        Overrides overrides = new Overrides(
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(new RowCondition("a", RowCondition.Comparison.EQUALS, List.of("1"))));

        assertThatThrownBy(() -> overridden(overrides, text))
                .isInstanceOf(RefusedTableException.class)
                .hasMessageContaining("decides what rows are replicated");
        overridden(overrides, "ALTER TABLE t MODIFY b BIGINT NULL, CONVERT TO CHARACTER SET utf8mb4");
    }

    private static DdlEffect overridden(Overrides overrides, String text) {
        return apply(
                Routes.APPLYING, overrides, List.of("id"), STRUCTURE, SessionSettings.USUAL, KnownTables.NONE, text);
    }
}
