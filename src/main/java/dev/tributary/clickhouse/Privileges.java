package dev.tributary.clickhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the connection's account may do, as far as the server tells. */
public final class Privileges {

    private static final int SYNTAX_ERROR = 62;
    private static final int NOT_IMPLEMENTED = 48;

    private final Function<String, @Nullable String> query;

    public Privileges(ClickHouseClient client) {
        this(client::queryValue);
    }

    /** @param query answers a query with the first value of its result */
    Privileges(Function<String, @Nullable String> query) {
        this.query = query;
    }

    /**
     * Those of the privileges that the account lacks; none where the server is too old to be asked.
     *
     * @param privileges as GRANT takes them, each with what it is on
     */
    public List<String> lacking(List<String> privileges) {
        List<String> lacking = new ArrayList<>();
        for (String privilege : privileges) {
            try {
                if ("0".equals(query.apply("CHECK GRANT " + privilege))) {
                    lacking.add(privilege);
                }
            } catch (ClickHouseException e) {
                if (e.code() != SYNTAX_ERROR && e.code() != NOT_IMPLEMENTED) {
                    throw e;
                }
                return List.of();
            }
        }
        return lacking;
    }
}
