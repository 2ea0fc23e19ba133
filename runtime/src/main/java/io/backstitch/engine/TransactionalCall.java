package io.backstitch.engine;

import io.backstitch.AtomState;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.Transactions;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * The call of a method in one transaction with the record of its success. Made by the owner of the
 * run, used by the worker.
 */
final class TransactionalCall implements Transactions.Work {

  private final FlowEngine engine;
  private final Attempt attempt;

  /** What is known of the attempt before its call. */
  private final AtomRecord before;

  private @Nullable Connection connection;
  private @Nullable Throwable thrown;
  private @Nullable AtomRecord made;

  TransactionalCall(FlowEngine engine, Attempt attempt, AtomRecord before) {
    this.engine = engine;
    this.attempt = attempt;
    this.before = before;
  }

  /**
   * Calls the method, and stores that it has succeeded.
   *
   * @throws Throwable what the method has thrown, or why what it did can't be committed
   */
  void run() throws Throwable {
    try {
      AtomRecord stored = engine.transact(this);
      if (!stored.equals(made)) {
        takeStored(stored);
      }
      attempt.isStored = true;
    } catch (Throwable e) {
      // What it returned is rolled back, and nothing that its revert could undo.
      attempt.forgetResult();
      if (e instanceof PersistenceException trouble && !trouble.equals(thrown)) {
        attempt.notStored = trouble;
      } else {
        throw e;
      }
    } finally {
      connection = null;
    }
  }

  /** The attempt had been recorded before, and what is recorded is the truth. */
  private void takeStored(AtomRecord stored) {
    try {
      attempt.takeStored(stored.result());
    } catch (RuntimeException e) {
      throw new PersistenceException(
          "The result of atom '%s', which an earlier call of it has stored, can't be read: %s"
              .formatted(attempt.atom.name(), e.getMessage()),
          e);
    }
  }

  @Override
  public AtomRecord call(Connection transaction) throws Throwable {
    connection = transaction;
    thrown = null;
    try {
      attempt.forgetResult();
      attempt.callMethod();
      made = ended();
      return made;
    } catch (Throwable e) {
      thrown = e;
      throw e;
    }
  }

  private AtomRecord ended() {
    return new AtomRecord(
        before.atom(),
        before.attempt(),
        before.version(),
        attempt.isRevert ? AtomState.REVERTED : AtomState.SUCCESS,
        attempt.encoded,
        // That of an earlier attempt is forgotten when the success is known.
        attempt.isRevert ? before.failure() : null,
        null,
        before.retry(),
        before.sequence(),
        attempt.times(before.times(), engine.now()),
        before.isInherited());
  }

  @Override
  public String atom() {
    return attempt.atom.name();
  }

  @Override
  public boolean isStopping() {
    return engine.isStopping();
  }

  Connection connection() {
    Connection current = connection;
    if (current == null) {
      throw new IllegalStateException(
          "The method of atom '" + attempt.atom.name() + "' has ended, and so has its transaction");
    }
    return current;
  }
}
