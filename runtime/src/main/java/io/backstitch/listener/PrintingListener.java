package io.backstitch.listener;

import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import java.io.PrintStream;
import java.util.Objects;

/**
 * Prints a line for each transition, and for each progress that a task reports. Safe for use by any
 * number of runs.
 */
public final class PrintingListener implements RunListener {

  private final PrintStream out;

  /**
   * Creates a listener.
   *
   * @param out where the lines go; it stays open
   */
  public PrintingListener(PrintStream out) {
    this.out = Objects.requireNonNull(out, "out");
  }

  @Override
  public void onFlow(FlowTransition t) {
    out.printf("%s %s: %s -> %s%n", t.flow(), t.runId(), t.from(), t.to());
  }

  @Override
  public void onAtom(AtomTransition t) {
    out.printf(
        "%s %s: %s %s -> %s%s%s%n",
        t.flow(),
        t.runId(),
        t.atom(),
        t.from(),
        t.to(),
        t.elapsed().isZero() ? "" : " (" + t.elapsed().toMillis() + " ms)",
        t.failure() == null ? "" : " " + t.failure());
  }

  @Override
  public void onProgress(String runId, String atom, double fraction, String details) {
    out.printf(
        "%s: %s %d %%%s%n",
        runId, atom, Math.round(100 * fraction), details.isEmpty() ? "" : " " + details);
  }
}
