package io.backstitch.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The retry controllers that wait before they try again, each with its timer. The timers of all
 * runs are the virtual machine's own; none has a thread. Belongs to the owner of the run.
 */
final class Waits {

  /** Null as long as nothing has waited, as in most runs. */
  private @Nullable Map<Integer, CompletableFuture<Void>> timers;

  private final Consumer<Due> due;

  /**
   * Nothing waits.
   *
   * @param due handed a message when the time of a controller has come, by the thread of the clock,
   *     which all waits of the virtual machine share, so that it must not be held up
   */
  Waits(Consumer<Due> due) {
    this.due = due;
  }

  boolean isEmpty() {
    return timers == null || timers.isEmpty();
  }

  @SuppressWarnings(
      "FutureReturnValueIgnored") // Whoever owns the run deals with all that is thrown.
  void begin(int controller, Duration wait) {
    CompletableFuture<Void> timer = new CompletableFuture<>();
    if (timers == null) {
      timers = new HashMap<>();
    }
    timers.put(controller, timer);
    timer.completeOnTimeout(null, nanos(wait), TimeUnit.NANOSECONDS);
    timer.thenRun(() -> due.accept(new Due(controller, timer)));
  }

  private static long nanos(Duration wait) {
    return wait.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? wait.toNanos() : Long.MAX_VALUE;
  }

  /**
   * The time of a controller has come.
   *
   * @return whether it was waiting for that, and not for another time
   */
  boolean isOver(Due message) {
    return timers != null && timers.remove(message.controller(), message.timer());
  }

  /** A controller waits no longer, as it has to be undone. */
  void end(int controller) {
    CompletableFuture<Void> timer = timers == null ? null : timers.remove(controller);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Nothing waits any longer: the run rests. */
  void endAll() {
    if (timers != null) {
      timers.values().forEach(timer -> timer.cancel(false));
      timers.clear();
    }
  }
}
