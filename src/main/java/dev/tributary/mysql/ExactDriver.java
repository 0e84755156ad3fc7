package dev.tributary.mysql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's driver, but for two kinds of the change source's queries. Those that read the rows of a snapshot are asked and their
 * results read so that no value loses anything, see {@link SnapshotQuery} and {@link ExactRows}. The one for the binlog's end
 * has the name that the server knows, see {@link PositionQuery}. The change source makes the driver by its name.
 */
public final class ExactDriver implements Driver {

    private final Driver driver;

    public ExactDriver() throws SQLException {
        driver = new com.mysql.cj.jdbc.Driver();
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            return null;
        }
        boolean renamed = PositionQuery.isRenamed(connection.getMetaData().getDatabaseProductVersion());
        return proxy(Connection.class, new ConnectionHandler(connection, renamed));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return driver.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(ExactDriver.class.getName());
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ExactDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Calls the method of the true object, whose exceptions come as they are. */
    static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** @param positionQueryIsRenamed whether the server knows the query for the binlog's end by its new name alone */
    private record ConnectionHandler(Connection connection, boolean positionQueryIsRenamed)
            implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().equals("prepareStatement")
                    && arguments != null
                    && arguments[0] instanceof String sql) {
                String exact = SnapshotQuery.of(connection, sql);
                if (exact != null) {
                    arguments[0] = exact;
                    Object statement = Objects.requireNonNull(call(connection, method, arguments));
                    return proxy(PreparedStatement.class, new StatementHandler((PreparedStatement) statement));
                }
            }
            Object result = call(connection, method, arguments);
            return positionQueryIsRenamed
                            && result instanceof Statement statement
                            && !(result instanceof PreparedStatement)
                    ? proxy(Statement.class, new PositionQueryHandler(statement))
                    : result;
        }
    }

    private record PositionQueryHandler(Statement statement) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().startsWith("execute") && arguments != null && arguments[0] instanceof String sql) {
                arguments[0] = PositionQuery.renamed(sql);
            }
            return call(statement, method, arguments);
        }
    }

    private record StatementHandler(PreparedStatement statement) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            Object result = call(statement, method, arguments);
            return result instanceof ResultSet rows && method.getName().equals("executeQuery")
                    ? proxy(ResultSet.class, new ExactRows(rows))
                    : result;
        }
    }
}
