package io.backstitch;

import io.backstitch.engine.RunLog;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.Acknowledgement;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.Journal;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.WriteSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands the steps of a run to the journal, and tells what becomes of the first of them. */
record JournalLog(
    Journal journal,
    Codec codec,
    CountDownLatch stored,
    AtomicReference<@Nullable PersistenceException> refusal)
    implements RunLog {

  @Override
  public boolean submit(WriteSet step, Acknowledgement acknowledgement) {
    if (step.start() == null) {
      return journal.submit(step, acknowledgement);
    }
    try {
      boolean isStored = journal.submit(step, first(acknowledgement));
      if (isStored) {
        stored.countDown();
      }
      return isStored;
    } catch (PersistenceException e) {
      refusal.set(e);
      throw e;
    }
  }

  private Acknowledgement first(Acknowledgement next) {
    return new Acknowledgement() {
      @Override
      public void committed(boolean mayStay) {
        stored.countDown();
        next.committed(mayStay);
      }

      @Override
      public void failed(PersistenceException error) {
        refusal.set(error);
        // The engine comes to rest, and that ends the wait.
        next.failed(error);
      }
    };
  }

  @Override
  public String encode(@Nullable Object value, ValueType<?> type) {
    return codec.encode(value, type);
  }
}
