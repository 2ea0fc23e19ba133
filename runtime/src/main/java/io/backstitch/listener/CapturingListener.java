package io.backstitch.listener;

import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what it hears, for tests: of all runs, in the order in which it was told. Safe for use by
 * any thread.
 */
public final class CapturingListener implements RunListener {

  private final List<Object> events = new CopyOnWriteArrayList<>();

  /** Creates a listener that has heard nothing. */
  public CapturingListener() {}

  @Override
  public void onFlow(FlowTransition transition) {
    events.add(transition);
  }

  @Override
  public void onAtom(AtomTransition transition) {
    events.add(transition);
  }

  @Override
  public void onProgress(String runId, String atom, double fraction, String details) {
    events.add(new Progress(runId, atom, fraction, details));
  }

  /**
   * What a task has reported.
   *
   * @param runId the id of the run
   * @param atom the name of the atom
   * @param fraction from 0 to 1
   * @param details a few words for people, perhaps empty
   */
  public record Progress(String runId, String atom, double fraction, String details) {}

  /**
   * What it has heard of runs.
   *
   * @return a copy
   */
  public List<FlowTransition> flowTransitions() {
    return of(FlowTransition.class);
  }

  /**
   * What it has heard of atoms.
   *
   * @return a copy
   */
  public List<AtomTransition> atomTransitions() {
    return of(AtomTransition.class);
  }

  /**
   * What it has heard of the progress of tasks.
   *
   * @return a copy
   */
  public List<Progress> progress() {
    return of(Progress.class);
  }

  private <T> List<T> of(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * What transitions it has heard of, in short: {@code upgrade SUCCESS} for a run of that flow,
   * {@code backUp RUNNING} for an atom. Progress is not among them.
   *
   * @return a copy
   */
  public List<String> names() {
    return events.stream()
        .filter(event -> !(event instanceof Progress))
        .map(CapturingListener::name)
        .toList();
  }

  private static String name(Object event) {
    return event instanceof AtomTransition atom
        ? atom.atom() + " " + atom.to()
        : ((FlowTransition) event).flow() + " " + ((FlowTransition) event).to();
  }

  /** Forgets what it has heard. */
  public void clear() {
    events.clear();
  }
}
