package io.backstitch.samples.gameupgrade;

import io.backstitch.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Watches the steps of the upgrade: writes each into the ledger, and makes one fail, or kills the
 * process in it, when that is what shall be shown.
 *
 * <p>What goes wrong belongs to this process and not to the run: a run that is recovered later goes
 * on undisturbed.
 */
final class Rehearsal {

  /** What the shell sees of a process that was ended by {@code kill -9}. */
  static final int KILLED = 137;

  private final Ledger ledger;
  private final @Nullable String failAt;
  private final @Nullable String crashAt;

  Rehearsal(Ledger ledger, @Nullable String failAt, @Nullable String crashAt) {
    this.ledger = ledger;
    this.failAt = failAt;
    this.crashAt = crashAt;
  }

  /** Work that can be disturbed half-way. */
  @FunctionalInterface
  interface Step<T> {
    T run(HalfWay halfWay) throws Exception;
  }

  /** Work that undoes other work, and can be disturbed half-way, too. */
  @FunctionalInterface
  interface WayBack {
    void run(HalfWay halfWay) throws Exception;
  }

  <T> T step(TaskContext task, Step<T> step) throws Exception {
    String key = task.idempotencyKey();
    ledger.begin(key);
    T result = step.run(() -> disturb(task.atom()));
    ledger.end(key);
    return result;
  }

  void wayBack(TaskContext task, WayBack wayBack) throws Exception {
    String key = task.idempotencyKey();
    ledger.begin(key);
    wayBack.run(() -> disturbWayBack(task.atom()));
    ledger.end(key);
  }

  private void disturb(String task) {
    if (task.equals(failAt)) {
      throw new SampleFailure(task);
    }
    if (task.equals(crashAt) && failAt == null) {
      kill("in " + task);
    }
  }

  private void disturbWayBack(String task) {
    if (task.equals(crashAt) && failAt != null) {
      kill("while " + task + " is undone");
    }
  }

  private static void kill(String where) {
    System.err.println(
        "Killed " + where + ". Run the same command again without --crash-at: it carries on.");
    // Like kill -9: no shutdown hook runs, nothing is closed.
    Runtime.getRuntime().halt(KILLED);
  }
}
