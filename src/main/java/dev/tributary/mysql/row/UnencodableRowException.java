package dev.tributary.mysql.row;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.plan.RoutePlan;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A row that its target cannot hold, under the policy that such rows end the job. Restarting would meet it again. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnencodableRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 10_000;

    UnencodableRowException(
            RoutePlan route, String rowKey, String row, String column, UnencodableValueException cause) {
        super(
                "row " + rowKey + " of " + route.source().id() + " (connection " + route.sourceDatabase() + "), column "
                        + column + ": " + cause.getMessage()
                        + ". Mend the value in MySQL, or set job.unencodable-values to dead-letter to keep such rows"
                        + " aside. The row is " + shortened(row),
                cause);
    }

    private static String shortened(String row) {
        return row.length() <= MAX_LENGTH ? row : row.substring(0, MAX_LENGTH) + "… (" + row.length() + " characters)";
    }
}
