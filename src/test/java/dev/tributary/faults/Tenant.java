package dev.tributary.faults;

import java.util.List;

/**
 * A source database.
 *
 * @param name of the connection and of the database
 * @param server which of the MySQL servers has it, from 1
 */
record Tenant(String name, int server) {

    static final List<Tenant> ALL =
            List.of(new Tenant("bank_de", 1), new Tenant("bank_at", 1), new Tenant("bank_us", 2));

    /** The first tenant of a server. */
    static Tenant of(int server) {
        return ALL.stream()
                .filter(tenant -> tenant.server == server)
                .findFirst()
                .orElseThrow();
    }
}
