package io.backstitch.persistence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what runs changed, so that runs which wait at the same time share a commit.
 *
 * <p>One thread, which runs no code of users and is never interrupted, takes everything that waits,
 * commits it once, and hands the acknowledgements to an executor. The sets of one run keep their
 * order; the acknowledgements of two of them may arrive in either order, so who cares waits for the
 * first before submitting the second.
 *
 * <p>One bad run can't hurt the others: a batch that fails is repeated once, then halved until the
 * culprit is alone. If the store is only away for a moment, nobody is to blame: the batch is tried
 * again for half a minute, and all runs wait. Safe for use by several threads.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** So that one commit stays a matter of milliseconds, however many runs wait. */
  private static final int MAX_BATCH = 1_000;

  /** How long a store may be away before the runs that wait for it are stopped. */
  public static final Duration PATIENCE = Patience.USUAL;

  private final RunStore store;
  private final Duration patience;
  private final Deliveries deliveries;
  private final @Nullable Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final Condition closing = lock.newCondition();
  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
  private final Map<String, PersistenceException> broken = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Journal(RunStore store, Executor acknowledger, Duration patience) {
    this.store = Objects.requireNonNull(store, "store");
    this.patience = patience;
    this.deliveries = new Deliveries(Objects.requireNonNull(acknowledger, "acknowledger"));
    this.thread = store.isImmediate() ? null : new Thread(this::work, "backstitch-journal");
  }

  /**
   * Opens a journal over a store.
   *
   * @param store where it commits to; stays open when the journal is closed
   * @param acknowledger runs the acknowledgements; if it refuses, a spare thread does
   * @return the journal
   */
  public static Journal over(RunStore store, Executor acknowledger) {
    return over(store, acknowledger, PATIENCE);
  }

  /**
   * Opens a journal over a store that may be away for some time.
   *
   * @param store where it commits to; stays open when the journal is closed
   * @param acknowledger runs the acknowledgements; if it refuses, a spare thread does
   * @param patience how long it tries again if the trouble of the store may pass
   * @return the journal
   */
  public static Journal over(RunStore store, Executor acknowledger, Duration patience) {
    Journal journal = new Journal(store, acknowledger, patience);
    if (journal.thread != null) {
      journal.thread.setDaemon(true);
      journal.thread.start();
    }
    return journal;
  }

  /**
   * Commits a write set, soon or at once.
   *
   * @param set what changed
   * @param ack told when it is durable, or failed; not called if the answer is true
   * @return true if the store is immediate and the set is committed already; false if it waits
   * @throws PersistenceException if the journal is closed, or the store is immediate and refused
   *     the set
   */
  public boolean submit(WriteSet set, Acknowledgement ack) {
    if (thread == null) {
      commitNow(set);
      return true;
    }
    lock.lock();
    try {
      if (closed) {
        throw closedAlready();
      }
      // Whether the run is broken is settled here, not when the set's turn comes: between the two
      // the run may have been read anew, and this set knows nothing of that.
      waiting.add(new Entry(set, ack, broken.get(set.runId())));
      arrival.signal();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void commitNow(WriteSet set) {
    if (closed) {
      throw closedAlready();
    }
    PersistenceException doom = broken.get(set.runId());
    if (doom != null) {
      throw doom;
    }
    try {
      store.commit(List.of(set));
    } catch (PersistenceException e) {
      broken.put(set.runId(), e);
      throw e;
    }
  }

  /**
   * Whether the calling thread is the one that commits, so that it can't wait for a commit.
   *
   * @return true if it is
   */
  public boolean isOwnThread() {
    return thread == Thread.currentThread();
  }

  /**
   * Forgets that a set of a run failed, so that later ones are taken again: when the run has been
   * read anew.
   *
   * @param runId the run
   */
  public void forget(String runId) {
    lock.lock();
    try {
      broken.remove(runId);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Commits all that waits, then stops; returns when it has. Acknowledgements may still be on their
   * way through the executor then. Closing again does nothing.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrival.signal();
      closing.signal();
    } finally {
      lock.unlock();
    }
    if (thread != null && thread != Thread.currentThread()) {
      joinUninterruptibly(thread);
    }
  }

  private static PersistenceException closedAlready() {
    return new PersistenceException("The journal is closed; nothing more can be stored.");
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    for (List<Entry> batch = take(); !batch.isEmpty(); batch = take()) {
      deliveries.send(new Batch(batch).settle());
    }
  }

  /** Waits for a while; false if the journal is closed, and nobody should wait any longer. */
  private boolean isOpenAfter(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0 && !closed) {
        left = closing.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, it is to end.
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for sets; returns all that wait up to the bound, or none when it is time to stop. */
  private List<Entry> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        arrival.awaitUninterruptibly();
      }
      List<Entry> batch = new ArrayList<>(Math.min(waiting.size(), MAX_BATCH));
      while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
        batch.add(waiting.remove());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives up the executor: acknowledges on the calling thread what has not arrived yet, and on the
   * journal's own what is still to come. For when the executor may have been shut down and have
   * dropped what it had taken.
   */
  public void acknowledgeHere() {
    deliveries.withoutExecutor();
  }

  /** A set that waits; doomed if an earlier one of its run had failed when it was submitted. */
  private record Entry(WriteSet set, Acknowledgement ack, @Nullable PersistenceException doom) {

    Deliveries.Outcome outcome(@Nullable PersistenceException error) {
      return new Deliveries.Outcome(set.runId(), ack, error);
    }
  }

  /** The sets of one round, on their way to being committed or failed. */
  private final class Batch {

    private final List<Entry> entries;
    private final List<Deliveries.Outcome> outcomes = new ArrayList<>();
    private final Map<String, PersistenceException> failed = new HashMap<>();

    Batch(List<Entry> entries) {
      this.entries = entries;
    }

    List<Deliveries.Outcome> settle() {
      settle(entries);
      return outcomes;
    }

    private void settle(List<Entry> part) {
      List<Entry> sound = withoutDoomed(part);
      if (sound.isEmpty()) {
        return;
      }
      PersistenceException error = attempt(sound);
      if (error != null) {
        // It may have been committed even so, or a connection was lost: rows can be written again.
        error = attemptAgain(sound, error);
      }
      if (error != null && error.isPassing()) {
        error = waitAndAttempt(sound, error);
      }
      if (error == null) {
        sound.forEach(entry -> outcomes.add(entry.outcome(null)));
      } else if (error.isPassing()) {
        // None of them is the culprit, and to try them one by one would take as long for each.
        for (Entry entry : sound) {
          breakRun(entry, error);
        }
      } else if (sound.size() == 1) {
        breakRun(sound.get(0), error);
      } else {
        settle(sound.subList(0, sound.size() / 2));
        settle(sound.subList(sound.size() / 2, sound.size()));
      }
    }

    private @Nullable PersistenceException attemptAgain(
        List<Entry> part, PersistenceException first) {
      PersistenceException error = attempt(part);
      if (error == null) {
        LOG.warn("A batch was stored only at the second attempt", first);
      } else if (error != first) {
        error.addSuppressed(first);
      }
      return error;
    }

    /** Tries again until the trouble has passed, turns out to be another, or lasts for too long. */
    private @Nullable PersistenceException waitAndAttempt(
        List<Entry> part, PersistenceException first) {
      LOG.warn("The store is away; trying again for {} s", patience.toSeconds(), first);
      Patience left = new Patience(patience);
      PersistenceException error = first;
      while (error != null
          && error.isPassing()
          && !left.isOver()
          && isOpenAfter(left.nextPause())) {
        error = attempt(part);
      }
      if (error == null) {
        LOG.info("The store is back, after {} ms", left.elapsed().toMillis());
      }
      return error;
    }

    private List<Entry> withoutDoomed(List<Entry> part) {
      List<Entry> sound = new ArrayList<>(part.size());
      for (Entry entry : part) {
        PersistenceException doom =
            entry.doom() != null ? entry.doom() : failed.get(entry.set().runId());
        if (doom == null) {
          sound.add(entry);
        } else {
          outcomes.add(entry.outcome(doom));
        }
      }
      return sound;
    }

    private @Nullable PersistenceException attempt(List<Entry> part) {
      try {
        store.commit(part.stream().map(Entry::set).toList());
        return null;
      } catch (PersistenceException e) {
        return e;
      } catch (RuntimeException | Error e) {
        // A defect of the store, or no memory. The thread must go on for the other runs.
        return new PersistenceException("A batch could not be stored: " + e, e);
      }
    }

    /** Fails a set, and all that wait behind it: later sets of a run must not overtake it. */
    private void breakRun(Entry culprit, PersistenceException error) {
      String runId = culprit.set().runId();
      LOG.warn("Run '{}' stops here, it could not be stored", runId, error);
      outcomes.add(culprit.outcome(error));
      failed.put(runId, error);
      lock.lock();
      try {
        broken.put(runId, error);
        for (Iterator<Entry> i = waiting.iterator(); i.hasNext(); ) {
          Entry entry = i.next();
          if (entry.set().runId().equals(runId)) {
            i.remove();
            outcomes.add(entry.outcome(error));
          }
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
