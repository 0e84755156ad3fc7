package dev.tributary.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {

    @Test
    void allPrivilegesHoldEveryPrivilege() {
        Grants grants = new Grants(List.of("GRANT ALL PRIVILEGES ON *.* TO `root`@`%` WITH GRANT OPTION"));

        assertThat(grants.hasGlobal("REPLICATION SLAVE")).isTrue();
        assertThat(grants.canSelect("shop", "orders")).isTrue();
    }

    @Test
    void globalPrivilegesAreReadFromTheList() {
        Grants grants = new Grants(List.of("GRANT RELOAD, REPLICATION SLAVE ON *.* TO `u`@`%`"));

        assertThat(grants.hasGlobal("REPLICATION SLAVE")).isTrue();
        assertThat(grants.hasGlobal("REPLICATION CLIENT")).isFalse();
        assertThat(grants.canSelect("shop", "orders")).isFalse();
    }

    @Test
    void databaseOfAGrantIsAPattern() {
        Grants grants = new Grants(List.of("GRANT SELECT ON `shop\\_%`.* TO `u`@`%`"));

        assertThat(grants.canSelect("shop_de", "orders")).isTrue();
        assertThat(grants.canSelect("shopXde", "orders")).isFalse();
        assertThat(grants.hasGlobal("SELECT")).isFalse();
    }

    @Test
    void tableGrantsCoverTheirTableOnly() {
        Grants grants = new Grants(List.of("GRANT SELECT, INSERT ON `shop`.`orders` TO `u`@`%`"));

        assertThat(grants.canSelect("shop", "orders")).isTrue();
        assertThat(grants.canSelect("shop", "customers")).isFalse();
    }

    @Test
    void rolesAreNamed() {
        Grants grants = new Grants(List.of("GRANT USAGE ON *.* TO `u`@`%`", "GRANT `reader`@`%`,`r2`@`%` TO `u`@`%`"));

        assertThat(grants.roles()).containsExactly("`reader`@`%`,`r2`@`%`");
    }

    @Test
    void namesMayStandInDoubleQuotes() {
        Grants grants = new Grants(
                List.of("GRANT SELECT ON \"shop\".* TO \"u\"@\"%\"", "GRANT \"reader\"@\"%\" TO \"u\"@\"%\""));

        assertThat(grants.canSelect("shop", "orders")).isTrue();
        assertThat(grants.canSelect("\"shop\"", "orders")).isFalse();
        assertThat(grants.roles()).containsExactly("\"reader\"@\"%\"");
        assertThat(grants.account()).isEqualTo("\"u\"@\"%\"");
    }

    @Test
    void aQuoteWithinANameStandsTwice() {
        Grants grants = new Grants(List.of("GRANT SELECT ON `a``b`.`t` TO `u`@`10.0.0.%` WITH GRANT OPTION"));

        assertThat(grants.canSelect("a`b", "t")).isTrue();
        assertThat(grants.account()).isEqualTo("`u`@`10.0.0.%`");
    }

    @Test
    void someColumnsAreNotTheTable() {
        Grants grants = new Grants(List.of("GRANT SELECT (`id`, `total`) ON `shop`.`orders` TO `u`@`%`"));

        assertThat(grants.canSelect("shop", "orders")).isFalse();
    }
}
