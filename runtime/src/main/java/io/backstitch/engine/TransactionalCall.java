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

  /**
   * Taken when nothing but this attempt was to come for the atom, so later than any reset of it.
   */
  private final long sequence;

  private @Nullable Connection connection;
  private @Nullable Throwable thrown;
  private @Nullable AtomRecord made;

  TransactionalCall(FlowEngine engine, Attempt attempt, long sequence) {
    this.engine = engine;
    this.attempt = attempt;
    this.sequence = sequence;
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
      AtomState state = attempt.isRevert ? AtomState.REVERTED : AtomState.SUCCESS;
      made = engine.recordOf(attempt, state, sequence);
      return made;
    } catch (Throwable e) {
      thrown = e;
      throw e;
    }
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
