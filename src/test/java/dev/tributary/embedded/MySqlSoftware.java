package dev.tributary.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server program of MySQL's family, unpacked, and what is particular to it. */
interface MySqlSoftware {

    /** The program, before its options. */
    List<String> command();

    /** What the process finds in its environment. */
    Map<String, String> environment();

    /** Puts the data of a server without users but root into a folder that does not exist yet. */
    void createData(Path data);

    /** The lines of {@code my.cnf} that only this software understands or needs, each with its end. */
    String configuration();

    /** What stands between {@code IDENTIFIED} and a password. */
    String identifiedBy();
}
