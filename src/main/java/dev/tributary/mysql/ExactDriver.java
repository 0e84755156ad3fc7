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
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's driver, but for the queries by which the change source reads the rows of a snapshot: they are asked and their
 * results read so that no value loses anything, see {@link SnapshotQuery} and {@link ExactRows}. The change source makes it by its name.
 */
public final class ExactDriver implements Driver {

    private final Driver driver;

    public ExactDriver() throws SQLException {
        driver = new com.mysql.cj.jdbc.Driver();
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = driver.connect(url, properties);
        return connection == null ? null : proxy(Connection.class, new ConnectionHandler(connection));
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

    private record ConnectionHandler(Connection connection) implements InvocationHandler {

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
            return call(connection, method, arguments);
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
