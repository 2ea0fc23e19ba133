package io.backstitch.persistence;

import io.backstitch.internal.SpareThread;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of acknowledgements from the journal to the runs: through an executor, as long as there
 * is one. Safe for use by several threads.
 */
final class Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** What has become of a write set of a run: it is stored if there is no error. */
  record Outcome(String runId, Acknowledgement ack, @Nullable PersistenceException error) {}

  private final Executor executor;
  private final Set<Delivery> onTheirWay = ConcurrentHashMap.newKeySet();
  private volatile boolean isWithoutExecutor;

  Deliveries(Executor executor) {
    this.executor = executor;
  }

  /** Sends acknowledgements on their way, in one work of the executor for each processor. */
  void send(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      guarded(outcome, ack -> ack.settled(outcome.error()));
    }
    int works = Math.min(outcomes.size(), Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < works; i++) {
      new Delivery(outcomes.subList(i * outcomes.size() / works, (i + 1) * outcomes.size() / works))
          .send();
    }
  }

  /**
   * Delivers here and now what has not arrived, and by the thread that sends it what is to come.
   */
  void withoutExecutor() {
    isWithoutExecutor = true;
    onTheirWay.forEach(delivery -> delivery.arrive(false));
  }

  private final class Delivery implements Runnable {

    private final List<Outcome> outcomes;
    private final AtomicBoolean arrived = new AtomicBoolean();

    Delivery(List<Outcome> outcomes) {
      this.outcomes = outcomes;
    }

    void send() {
      onTheirWay.add(this);
      if (isWithoutExecutor) {
        arrive(false);
        return;
      }
      try {
        executor.execute(this);
      } catch (RuntimeException | Error e) {
        // It has been shut down, or has no thread left. Who waits must hear of it all the same, and
        // may run the code of users.
        SpareThread.run(() -> arrive(false));
      }
    }

    @Override
    public void run() {
      arrive(true);
    }

    void arrive(boolean lastMayStay) {
      if (arrived.compareAndSet(false, true)) {
        onTheirWay.remove(this);
        for (int i = 0; i < outcomes.size(); i++) {
          acknowledge(outcomes.get(i), lastMayStay && i == outcomes.size() - 1);
        }
      }
    }
  }

  private static void acknowledge(Outcome outcome, boolean mayStay) {
    PersistenceException error = outcome.error();
    guarded(
        outcome,
        ack -> {
          if (error != null) {
            ack.failed(error);
          } else {
            ack.committed(mayStay);
          }
        });
  }

  private static void guarded(Outcome outcome, Consumer<Acknowledgement> call) {
    try {
      call.accept(outcome.ack());
    } catch (RuntimeException | Error e) {
      LOG.error("An acknowledgement of run '{}' failed", outcome.runId(), e);
    }
  }
}
