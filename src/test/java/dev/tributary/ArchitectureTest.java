package dev.tributary;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms, from the ground up, and what each may see: imports point down only. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String ROOT = "dev.tributary";

    private record Room(String name, Set<String> sees) {

        static Room of(String name, String... sees) {
            return new Room(name, Set.of(sees));
        }

        String packages() {
            return ROOT + "." + name + "..";
        }

        ArchRule rule() {
            String[] visible = Stream.concat(Stream.of(name), sees.stream())
                    .map(room -> ROOT + "." + room + "..")
                    .toArray(String[]::new);
            return noClasses()
                    .that()
                    .resideInAPackage(packages())
                    .should()
                    .dependOnClassesThat(resideInAPackage(ROOT + "..")
                            .and(resideInAnyPackage(visible).negate()))
                    .as("room " + name + " sees only " + sees)
                    .allowEmptyShould(true);
        }
    }

    private static final List<Room> ROOMS = List.of(
            Room.of("model"),
            Room.of("mapping", "model"),
            Room.of("config", "model"),
            Room.of("inspect", "model", "config"),
            Room.of("connections", "model", "config", "inspect"),
            Room.of("clickhouse", "model", "config"),
            Room.of("journal", "model", "config", "clickhouse"),
            Room.of("schema", "model", "mapping", "config", "clickhouse"),
            Room.of("plan", "model", "mapping", "config", "inspect", "connections", "clickhouse", "journal", "schema"),
            Room.of("verify", "model", "mapping", "config", "inspect", "clickhouse", "plan"),
            Room.of("status", "model", "config", "clickhouse", "journal", "schema"),
            Room.of("web", "model", "config", "clickhouse", "journal", "schema", "status"),
            Room.of("stream", "model"),
            Room.of(
                    "mysql",
                    "model",
                    "mapping",
                    "config",
                    "inspect",
                    "clickhouse",
                    "journal",
                    "plan",
                    "schema",
                    "stream"),
            Room.of("mysql.ddl", "model", "mapping", "config", "schema", "plan"),
            Room.of("mysql.row", "model", "mapping", "config", "plan", "schema", "mysql.ddl"),
            Room.of("mysql.binlog", "model", "mapping", "config", "mysql.ddl", "mysql.row"),
            Room.of("mysql.server", "model", "config", "inspect", "mysql.binlog", "mysql.ddl"),
            Room.of(
                    "mysql.snapshot",
                    "model",
                    "mapping",
                    "config",
                    "mysql.server",
                    "mysql.binlog",
                    "mysql.ddl",
                    "mysql.row"),
            Room.of(
                    "mysql.source",
                    "model",
                    "mapping",
                    "config",
                    "clickhouse",
                    "journal",
                    "plan",
                    "schema",
                    "stream",
                    "mysql"),
            Room.of("sink", "model", "config", "clickhouse", "journal", "schema", "stream"),
            Room.of("views", "model", "config", "clickhouse", "plan", "sink"),
            Room.of("results", "config", "inspect", "sink"),
            Room.of(
                    "job",
                    "model",
                    "mapping",
                    "config",
                    "clickhouse",
                    "journal",
                    "plan",
                    "schema",
                    "mysql",
                    "stream",
                    "sink",
                    "views",
                    "results",
                    "verify"),
            Room.of("init", "model", "config", "inspect", "connections", "plan"),
            Room.of("cli", "model", "config", "clickhouse", "plan", "init", "status", "web", "verify", "job"));

    @ArchTest
    static void everyRoomSeesOnlyTheRoomsBelowIt(JavaClasses all) {
        ROOMS.forEach(room -> room.rule().check(all));
    }

    /** So that no two of them know each other, however far around. */
    @ArchTest
    static void roomsSeeOnlyThoseThatStandBeforeThem(JavaClasses all) {
        Set<String> before = new HashSet<>();
        for (Room room : ROOMS) {
            assertThat(before).as("rooms before " + room.name()).containsAll(room.sees());
            before.add(room.name());
        }
    }

    @ArchTest
    static void everyClassIsInARoom(JavaClasses all) {
        String[] packages = ROOMS.stream().map(Room::packages).toArray(String[]::new);

        classes().should().resideInAnyPackage(packages).check(all);
    }

    /** Otherwise java -jar could not check, plan and verify without Flink. */
    @ArchTest
    static void flinkStaysInTheRoomsOfTheJob(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("stream", "mysql", "sink", "views", "results", "job"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(all);
    }

    @ArchTest
    static void binlogClientStaysInItsRoom(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("mysql.binlog"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.github.shyiko..", "io.debezium..", "org.apache.flink.cdc..")
                .check(all);
    }

    @ArchTest
    static void clickHouseDriverStaysInClickhouse(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("clickhouse"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.clickhouse..")
                .check(all);
    }

    private static String[] packages(String... rooms) {
        Stream<String> known = ROOMS.stream().map(Room::name);
        assertThat(known).contains(rooms);
        return Stream.of(rooms).map(room -> ROOT + "." + room + "..").toArray(String[]::new);
    }
}
