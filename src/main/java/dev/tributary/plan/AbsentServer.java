package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.schema.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server that cannot be reached while the plan is made: its tables are taken to be like those of the servers that answer.
 * What they really are like is found when it comes, row by row.
 */
final class AbsentServer {

    private final ServerGroup server;
    private final List<TableState> states;
    private final Checklist checklist;

    AbsentServer(ServerGroup server, List<TableState> states, Checklist checklist) {
        this.server = server;
        this.states = states;
        this.checklist = checklist;
    }

    List<SourceDatabase> assume(List<String> tables, List<SourceDatabase> others) {
        List<SourceDatabase> databases = new ArrayList<>();
        for (ConnectionConfig connection : server.connections()) {
            List<TableSchema> schemas = new ArrayList<>();
            for (String table : tables) {
                TableId id = new TableId(connection.database(), table);
                if (states.stream().anyMatch(state -> state.isSetAside() && state.isOf(connection.name(), id))) {
                    continue;
                }
                like(table, others)
                        .ifPresent(schema -> schemas.add(
                                new TableSchema(id, schema.columns(), schema.primaryKey(), schema.uniqueKeys())));
            }
            databases.add(new SourceDatabase(connection, schemas));
        }
        if (others.isEmpty()) {
            checklist.failed(server.subject(), "cannot be reached, and no other server shows what its tables are like");
        } else {
            checklist.passed(
                    server.subject(),
                    "cannot be reached: its tables are taken to be like those of the others, and read when it comes");
        }
        return databases;
    }

    private static Optional<TableSchema> like(String table, List<SourceDatabase> others) {
        return others.stream().flatMap(other -> other.table(table).stream()).findFirst();
    }
}
