package io.backstitch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * A pool of so many connections, which hands them out again as they come back, and whose commits go
 * wrong when the thread says so.
 */
final class TroubledSource implements AutoCloseable {

  /** What becomes of a commit. */
  enum Trouble {
    NONE,
    LOST_BEFORE,
    LOST_AFTER
  }

  private final DataSource real;
  private final Semaphore connections;
  private final boolean waits;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final ThreadLocal<Trouble> next = ThreadLocal.withInitial(() -> Trouble.NONE);

  /**
   * Hands out connections.
   *
   * @param size how many there are at a time
   * @param waits whether who comes when there is none has to wait, or is sent away
   */
  TroubledSource(DataSource real, int size, boolean waits) {
    this.real = real;
    this.connections = new Semaphore(size);
    this.waits = waits;
  }

  /** The next commit of this thread goes wrong. */
  void troubleNextCommit(Trouble trouble) {
    next.set(trouble);
  }

  DataSource source() {
    return proxy(
        DataSource.class,
        (method, arguments) ->
            method.getName().equals("getConnection") ? take() : method.invoke(real, arguments));
  }

  private Connection take() throws SQLException {
    if (waits) {
      connections.acquireUninterruptibly();
    } else if (!connections.tryAcquire()) {
      throw new SQLTransientConnectionException("all connections are in use", "08001");
    }
    Connection pooled = idle.poll();
    Connection connection = pooled == null ? real.getConnection() : pooled;
    AtomicBoolean isClosed = new AtomicBoolean();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          switch (method.getName()) {
            case "commit" -> {
              commit(connection);
              return null;
            }
            case "close" -> {
              if (!isClosed.getAndSet(true)) {
                if (!connection.isClosed()) {
                  idle.push(connection);
                }
                connections.release();
              }
              return null;
            }
            case "isClosed" -> {
              return isClosed.get() || connection.isClosed();
            }
            default -> {
              return method.invoke(connection, arguments);
            }
          }
        });
  }

  private void commit(Connection connection) throws SQLException {
    Trouble trouble = next.get();
    next.remove();
    if (trouble == Trouble.LOST_BEFORE) {
      connection.rollback();
    } else {
      connection.commit();
    }
    if (trouble != Trouble.NONE) {
      throw new SQLException("the connection was lost", "08006");
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : idle) {
      connection.close();
    }
  }

  private interface Handler {
    Object handle(java.lang.reflect.Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            TroubledSource.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return handler.handle(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
