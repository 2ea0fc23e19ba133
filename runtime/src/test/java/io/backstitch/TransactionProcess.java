package io.backstitch;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process of its own whose tasks enter themselves into a ledger, each in its transaction, until
 * it is at a given instant: there it stays, to be killed. The ledger takes the same entry twice.
 *
 * <p>An instant is a step of the call and the atom: {@code E:a}, before anything is done in it;
 * {@code I:a}, when it is entered; {@code C:a}, when its record is there, too, before the commit;
 * {@code D:a}, after the commit, before anybody knows. The same of its revert: {@code E:-a} and so
 * on.
 */
final class TransactionProcess {

  static final String RUN = "the-run";

  private final String stopIn;

  /** What the commit of this thread belongs to. */
  private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();

  private TransactionProcess(String stopIn) {
    this.stopIn = stopIn;
  }

  public static void main(String[] arguments) {
    TransactionProcess process = new TransactionProcess(arguments[2]);
    DynamicFlow flow = process.flow(arguments[1]);
    try (Backstitch backstitch = Backstitch.open(process.persistence(arguments[0]))) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of()), RUN).join();
    }
  }

  /** The flow of the others, for this process. */
  static DynamicFlow flowOf(String failing) {
    return new TransactionProcess("none").flow(failing);
  }

  /** Where the others store their runs, for this process. */
  static Persistence persistenceOf(String where) {
    return new TransactionProcess("none").persistence(where);
  }

  private Persistence persistence(String where) {
    if (!where.startsWith("jdbc:")) {
      return JdbcPersistence.h2(Path.of(where));
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(where);
    return JdbcPersistence.of(
        proxy(
            DataSource.class,
            source,
            (name, call) ->
                name.equals("getConnection")
                    ? proxy(Connection.class, (Connection) call.make(), this::commit)
                    : call.make()));
  }

  private @Nullable Object commit(String name, Call call) throws Throwable {
    String atom = name.equals("commit") ? current.get() : null;
    if (atom != null) {
      stop("C:" + atom);
    }
    Object result = call.make();
    if (atom != null) {
      current.remove();
      stop("D:" + atom);
    }
    return result;
  }

  private DynamicFlow flow(String failing) {
    return DynamicFlow.of(
        LinearFlow.named("transactions")
            .add(atom("a", failing))
            .add(UnorderedFlow.named("both").add(atom("b", failing)).add(atom("c", failing)))
            .add(atom("d", failing)));
  }

  private Atom atom(String name, String failing) {
    return Atom.named(name)
        .provides(Symbol.of(name, String.class))
        .executes(
            in -> {
              enter(name, in.connection());
              if (name.equals(failing)) {
                throw new IllegalStateException("no " + name);
              }
              return "made by " + name;
            })
        .transactional()
        .reverts(in -> enter("-" + name, in.connection()))
        .transactionalRevert()
        .build();
  }

  private void enter(String entry, Connection connection) throws Exception {
    current.set(entry);
    stop("E:" + entry);
    try (Statement statement = connection.createStatement()) {
      // As the first task does that finds no table; in H2 that is a commit of its own.
      statement.execute("create table if not exists ledger (entry varchar(20))");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into ledger (entry) values (?)")) {
      insert.setString(1, entry);
      insert.executeUpdate();
    }
    stop("I:" + entry);
  }

  private void stop(String here) throws Exception {
    if (here.equals(stopIn)) {
      KilledProcess.stay(here);
    }
  }

  private interface Call {
    @Nullable Object make() throws Throwable;
  }

  private interface Around {
    @Nullable Object call(String method, Call call) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T target, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            TransactionProcess.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return around.call(method.getName(), () -> method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** What the ledger has, in the order of the entries. */
  static String ledger(Connection connection) throws SQLException {
    StringBuilder entries = new StringBuilder();
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("select entry from ledger order by entry")) {
      while (row.next()) {
        entries.append(row.getString(1)).append(' ');
      }
    }
    return entries.toString().strip();
  }
}
