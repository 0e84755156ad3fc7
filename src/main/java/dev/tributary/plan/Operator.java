package dev.tributary.plan;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs a command, for those who read later what was done. */
final class Operator {

    private Operator() {}

    /** {@code account@host}, as far as the operating system tells. */
    static String name() {
        String account = System.getProperty("user.name", "");
        String of = account.isBlank() || account.equals("?") ? "somebody" : account;
        try {
            return of + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return of; // a machine that does not know its own name
        }
    }
}
