package dev.tributary.mysql.ddl;

import java.util.Set;

/** Words by which statements begin that do nothing to tables, so that the rest of them need not be known. */
final class StatementWords {

    /** Of statements that do nothing to tables or their rows that is not in the binlog itself. */
    private static final Set<String> WITHOUT_EFFECT = words("""
            begin start commit rollback savepoint release xa end set select values table do call
            flush analyze optimize repair check checksum cache import backup lock unlock handler
            grant revoke use show explain describe desc help kill purge reset stop change install uninstall
            prepare execute deallocate binlog signal resignal get clone restart shutdown""");

    /** Behind CREATE, ALTER and DROP: what is no table, index or database, or describes it. */
    private static final Set<String> OTHER_OBJECTS = words("""
            view algorithm definer sql procedure function aggregate trigger event user role server
            tablespace undo logfile instance resource sequence package prepare library materialized json masking""");

    private StatementWords() {}

    private static Set<String> words(String text) {
        return Set.of(text.trim().split("\\s+"));
    }

    /** Whether a statement that begins with the word has no effect on replicated tables. */
    static boolean haveNoEffect(String word) {
        return WITHOUT_EFFECT.contains(ReplicatedTables.lower(word));
    }

    /** Whether the word, behind CREATE, ALTER or DROP, says that no table is meant. */
    static boolean nameNoTable(String word) {
        return OTHER_OBJECTS.contains(ReplicatedTables.lower(word));
    }
}
