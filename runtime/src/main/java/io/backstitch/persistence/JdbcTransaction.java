package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The method of one task on its way into the database, by as many transactions as it takes. For one
 * thread.
 */
final class JdbcTransaction {

  private static final int SECONDS_TO_ANSWER = 5;

  private final JdbcTransactions all;
  private final String runId;
  private final Transactions.Work work;
  private final Patience patience;

  /** What was in the way the last time, and may not be the next time. */
  private @Nullable SQLException trouble;

  JdbcTransaction(JdbcTransactions all, String runId, Transactions.Work work) {
    this.all = all;
    this.runId = runId;
    this.work = work;
    this.patience = new Patience(all.patience);
  }

  AtomRecord run() throws Throwable {
    AtomRecord stored = tryOnce();
    while (stored == null) {
      pause(this::tooLong);
      stored = tryOnce();
    }
    return stored;
  }

  /** What is stored now; null if there was trouble that may have passed the next time. */
  private @Nullable AtomRecord tryOnce() throws Throwable {
    Loan loan;
    try {
      loan = Loan.of(all.database, owner());
    } catch (SQLException e) {
      if (all.open.get() > 0) {
        // Others have all there are, which is no trouble of the database.
        patience.renew();
      }
      return again(e);
    }
    all.open.incrementAndGet();
    try {
      return callIn(loan);
    } finally {
      all.open.decrementAndGet();
    }
  }

  private String owner() {
    return "atom '" + work.atom() + "' of run '" + runId + "'";
  }

  private @Nullable AtomRecord callIn(Loan loan) throws Throwable {
    AtomRecord made;
    long start = System.nanoTime();
    try {
      made = work.call(loan.lent());
    } catch (Throwable e) {
      loan.lent().takeBack();
      SQLException passing = passing(e, loan.connection());
      loan.rollBack(e);
      if (passing == null) {
        throw e;
      }
      return again(passing);
    } finally {
      patience.exclude(Duration.ofNanos(System.nanoTime() - start));
    }
    loan.lent().takeBack();
    // An interrupt was meant for the method.
    boolean interrupted = Thread.interrupted();
    try {
      return finish(loan, made);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private @Nullable AtomRecord finish(Loan loan, AtomRecord made) throws Throwable {
    boolean isCommitting = false;
    try {
      refuseEnded(loan.connection());
      if (!all.records.write(loan.connection(), runId, made)) {
        PersistenceException taken = taken(made);
        loan.rollBack(taken);
        return all.find(runId, made).orElseThrow(() -> taken);
      }
      isCommitting = true;
      loan.connection().commit();
      all.database.secure(loan.connection());
    } catch (SQLException | RuntimeException e) {
      loan.rollBack(e);
      return isCommitting ? outcome(made, e) : refused(e);
    }
    loan.giveBack();
    all.committed();
    return made;
  }

  private void refuseEnded(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "The method of "
              + owner()
              + " has let each statement commit by itself: what it did is in the database, and its"
              + " success is not recorded with it. Take out what sets autocommit");
    }
  }

  private PersistenceException taken(AtomRecord made) {
    return new PersistenceException(
        "Attempt %d of %s can't be recorded as %s: another end of it is stored already. Resume the run, which reads it"
            .formatted(made.attempt(), owner(), made.state()));
  }

  /** The commit was answered by an error, or not at all, so what has become of it is asked. */
  private @Nullable AtomRecord outcome(AtomRecord made, Exception cause) throws Throwable {
    Optional<AtomRecord> found = lookUntilKnown(made, cause);
    return found.isPresent() ? found.get() : refused(cause);
  }

  private Optional<AtomRecord> lookUntilKnown(AtomRecord made, Exception cause) {
    while (true) {
      try {
        return look(made);
      } catch (SQLException | PersistenceException e) {
        pause(() -> unknown(cause, e));
      }
    }
  }

  private Optional<AtomRecord> look(AtomRecord made) throws SQLException {
    Loan loan = Loan.of(all.database, owner());
    try {
      all.records.awaitOthers(loan.connection(), (int) Math.max(1, all.patience.toSeconds()));
      Optional<AtomRecord> found = all.find(runId, made);
      loan.connection().rollback();
      if (found.isPresent()) {
        all.database.secure(loan.connection());
      }
      loan.giveBack();
      return found;
    } catch (SQLException | RuntimeException e) {
      loan.rollBack(e);
      throw e;
    }
  }

  private PersistenceException unknown(Exception cause, Exception why) {
    PersistenceException unknown =
        new PersistenceException(
            "Whether the transaction of %s was committed in %s is not known: %s. Resume the run, which finds out"
                .formatted(owner(), all.database, cause.getMessage()),
            cause,
            true);
    unknown.addSuppressed(why);
    return unknown;
  }

  /** Why nothing was stored: null if it is worth another try. */
  private @Nullable AtomRecord refused(Exception cause) throws Throwable {
    if (!(cause instanceof SQLException e)) {
      throw cause;
    }
    if (Passing.isOfTransaction(e)) {
      // A deferred constraint, or a statement whose failure the method has ignored.
      throw new SQLException(
          "What " + owner() + " did can't be committed: " + e.getMessage(),
          e.getSQLState(),
          e.getErrorCode(),
          e);
    }
    return again(e);
  }

  private @Nullable AtomRecord again(SQLException e) {
    if (!Passing.is(e)) {
      throw failed(e);
    }
    trouble = e;
    return null;
  }

  private PersistenceException failed(SQLException e) {
    return new PersistenceException(
        "The transaction of %s could not be done in %s: %s"
            .formatted(owner(), all.database, e.getMessage()),
        e,
        Passing.is(e));
  }

  private PersistenceException tooLong() {
    return failed(trouble == null ? new SQLException("for no reason") : trouble);
  }

  /** The trouble that made a method fail, if it is this connection's, and passes. */
  private static @Nullable SQLException passing(Throwable thrown, Connection connection) {
    Throwable cause = thrown;
    // Whoever makes a circle of causes is not to be followed forever.
    for (int depth = 0; cause != null && depth < 100; depth++) {
      if (cause instanceof SQLException e && Passing.is(e)) {
        return Passing.isOfConnection(e) && isAlive(connection) ? null : e;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static boolean isAlive(Connection connection) {
    try {
      return connection.isValid(SECONDS_TO_ANSWER);
    } catch (SQLException e) {
      return false;
    }
  }

  private void pause(Supplier<PersistenceException> whenOver) {
    if (patience.isOver() || work.isStopping()) {
      throw whenOver.get();
    }
    long end = System.nanoTime() + patience.nextPause().toNanos();
    boolean interrupted = Thread.interrupted();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
