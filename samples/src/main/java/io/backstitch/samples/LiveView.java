package io.backstitch.samples;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what happens to a run, as it happens: a line for each transition. */
public final class LiveView implements RunListener {

  private final Terminal terminal;
  private final int nameWidth;
  private @Nullable Instant begin;

  /**
   * Creates a view.
   *
   * @param terminal where to print
   * @param names the names of the flow and of its atoms, for the width of their column
   */
  public LiveView(Terminal terminal, List<String> names) {
    this.terminal = terminal;
    this.nameWidth = names.stream().mapToInt(String::length).max().orElse(1);
  }

  @Override
  public void onFlow(FlowTransition transition) {
    FlowState to = transition.to();
    boolean good = to == FlowState.SUCCESS;
    boolean bad = to == FlowState.FAILURE || to == FlowState.REVERTED;
    print(transition.at(), transition.flow(), transition.from(), mark(to, good, bad), "");
  }

  @Override
  public void onAtom(AtomTransition transition) {
    AtomState to = transition.to();
    boolean good = to == AtomState.SUCCESS;
    boolean bad = to == AtomState.FAILURE || to == AtomState.REVERT_FAILURE;
    String details = "";
    if (!transition.elapsed().isZero()) {
      details += String.format(Locale.ROOT, "  (%.2f s)", seconds(transition.elapsed()));
    }
    Failure failure = transition.failure();
    if (failure != null && bad) {
      details += "  " + failure.message().orElse(failure.type());
    }
    print(transition.at(), transition.atom(), transition.from(), mark(to, good, bad), details);
  }

  private String mark(Enum<?> state, boolean good, boolean bad) {
    String name = state.name();
    return good ? terminal.green(name) : bad ? terminal.red(name) : name;
  }

  // Several runs could be watched, each from threads of its own.
  private synchronized void print(
      Instant at, String name, Enum<?> from, String to, String details) {
    if (begin == null) {
      begin = at;
    }
    String time = String.format(Locale.ROOT, "%7.3f s", seconds(Duration.between(begin, at)));
    String padded = String.format("%-" + nameWidth + "s", name);
    terminal.println(time + "  " + padded + "  " + from + " -> " + to + details);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
