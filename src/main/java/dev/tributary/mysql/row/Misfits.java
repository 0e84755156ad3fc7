package dev.tributary.mysql.row;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.mapping.DeadLetters.DeadLetter;
import dev.tributary.mapping.DeadLetters.LetterKey;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.model.RowChange;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.plan.RoutePlan;
import java.util.function.Consumer;

/** What becomes of rows that their target cannot hold, by the policy of the job. */
final class Misfits {

    private final RoutePlan route;
    private final UnencodablePolicy policy;
    private final DeadLetters.Box letters;

    Misfits(RoutePlan route, UnencodablePolicy policy, DeadLetters.Box letters) {
        this.route = route;
        this.policy = policy;
        this.letters = letters;
    }

    LetterKey letter(SourceRow row) {
        return new LetterKey(route.sourceDatabase(), route.source().id().table(), RowText.key(row, route));
    }

    /**
     * Takes a row that does not fit. When it returns, the row is kept aside.
     *
     * @param column the source's column whose value does not fit
     * @throws RefusedTableException where its table is to be set aside
     * @throws UnencodableRowException where the job is to end
     */
    void take(
            SourceRow row,
            String column,
            UnencodableValueException cause,
            long version,
            long timeMillis,
            Consumer<RowChange> changes) {
        switch (policy) {
            case SET_ASIDE ->
                throw RefusedTableException.forSomebody(
                        route.source().id(),
                        "column " + column + " of row " + RowText.key(row, route) + ": " + cause.getMessage()
                                + ". Mend the value in MySQL, or have the configuration make room for it, or set"
                                + " job.unencodable-values to dead-letter to keep such rows aside");
            case FAIL ->
                throw new UnencodableRowException(
                        route, RowText.key(row, route), RowText.json(row, route), column, cause);
            case DEAD_LETTER ->
                changes.accept(new DeadLetter(
                                letter(row), String.valueOf(cause.getMessage()), column, RowText.json(row, route))
                        .toRowChange(letters, timeMillis, version));
        }
    }
}
