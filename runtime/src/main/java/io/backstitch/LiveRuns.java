package io.backstitch;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** The runs that something is done about here, each once, until the door is shut. */
final class LiveRuns {

  private final Map<String, StoredFlowRun<?>> runs = new ConcurrentHashMap<>();

  /** Held while a run is taken up, so that closing sees all that were. */
  private final ReadWriteLock door = new ReentrantReadWriteLock();

  private boolean isShut;

  /**
   * Makes a run one that something is done about here.
   *
   * @return null, or the run of that id that is here already
   * @throws IllegalStateException if the door is shut
   */
  @Nullable StoredFlowRun<?> takeUp(StoredFlowRun<?> run) {
    door.readLock().lock();
    try {
      if (isShut) {
        throw closed("Run '" + run.id() + "' can't start or carry on");
      }
      while (true) {
        StoredFlowRun<?> known = runs.putIfAbsent(run.id(), run);
        if (known == null || (known.isOver() && runs.replace(run.id(), known, run))) {
          return null;
        }
        if (!known.isOver()) {
          return known;
        }
      }
    } finally {
      door.readLock().unlock();
    }
  }

  /**
   * Lets go on with what needs an open door.
   *
   * @param what what can't be done otherwise, as the beginning of a sentence
   * @throws IllegalStateException if the door is shut
   */
  void checkOpen(String what) {
    door.readLock().lock();
    try {
      if (isShut) {
        throw closed(what);
      }
    } finally {
      door.readLock().unlock();
    }
  }

  private static IllegalStateException closed(String what) {
    return new IllegalStateException(
        what + ": this Backstitch is closed; open another one over the same persistence");
  }

  @Nullable StoredFlowRun<?> find(String runId) {
    return runs.get(runId);
  }

  boolean contains(String runId) {
    return runs.containsKey(runId);
  }

  /** Nothing is done about a run any more. */
  void leave(StoredFlowRun<?> run) {
    runs.remove(run.id(), run);
  }

  Collection<StoredFlowRun<?>> all() {
    return List.copyOf(runs.values());
  }

  /** From here on no run is taken up; false if that was so before. */
  boolean shut() {
    door.writeLock().lock();
    try {
      boolean isFirst = !isShut;
      isShut = true;
      return isFirst;
    } finally {
      door.writeLock().unlock();
    }
  }
}
