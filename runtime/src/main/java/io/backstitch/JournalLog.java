package io.backstitch;

import io.backstitch.engine.RunLog;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.Acknowledgement;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.Journal;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.Transactions;
import io.backstitch.persistence.WriteSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the steps of a run to the journal, and to transactions what those store themselves.
 *
 * @param transactions those of the store; there are some if the flow needs them
 * @param whenStarted told when the first step of a new run is stored, with null, or why it is not
 */
record JournalLog(
    Journal journal,
    Optional<Transactions> transactions,
    Codec codec,
    Consumer<@Nullable PersistenceException> whenStarted)
    implements RunLog {

  @Override
  public boolean submit(WriteSet step, Acknowledgement acknowledgement) {
    if (step.start() == null) {
      return journal.submit(step, acknowledgement);
    }
    boolean isStored;
    try {
      isStored = journal.submit(step, first(acknowledgement));
    } catch (PersistenceException e) {
      whenStarted.accept(e);
      throw e;
    }
    if (isStored) {
      whenStarted.accept(null);
    }
    return isStored;
  }

  private Acknowledgement first(Acknowledgement next) {
    return new Acknowledgement() {
      @Override
      public void settled(@Nullable PersistenceException error) {
        whenStarted.accept(error);
      }

      @Override
      public void committed(boolean mayStay) {
        next.committed(mayStay);
      }

      @Override
      public void failed(PersistenceException error) {
        next.failed(error);
      }
    };
  }

  @Override
  public String encode(@Nullable Object value, ValueType<?> type) {
    return codec.encode(value, type);
  }

  @Override
  public @Nullable Object decode(String json, ValueType<?> type) {
    return codec.decode(json, type);
  }

  @Override
  public AtomRecord transact(String runId, Transactions.Work work) throws Throwable {
    return transactions.orElseThrow().run(runId, work);
  }
}
