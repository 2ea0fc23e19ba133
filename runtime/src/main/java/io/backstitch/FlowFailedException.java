package io.backstitch;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run did not succeed: it is undone ({@link FlowState#REVERTED}), or needs a person ({@link
 * FlowState#FAILURE}, when a revert failed too).
 *
 * <p>The cause is the exception of the first failure; those of the others are suppressed.
 */
public final class FlowFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String runId;
  private final FlowState state;
  private final transient @Nullable List<Failure> failures;
  private final transient @Nullable List<Failure> revertFailures;

  /** How many atoms the message names. */
  private static final int MAX_NAMES = 5;

  /**
   * Creates the exception for a run that has come to its end.
   *
   * @param flow the name of the flow
   * @param runId the id of the run
   * @param state {@link FlowState#REVERTED} or {@link FlowState#FAILURE}
   * @param failures what failed, in order
   * @param revertFailures the reverts that failed, in order
   */
  public FlowFailedException(
      String flow,
      String runId,
      FlowState state,
      List<Failure> failures,
      List<Failure> revertFailures) {
    this(flow, runId, state, null, failures, revertFailures, List.of(), 1);
  }

  /**
   * Creates the exception.
   *
   * @param why why it turned back, if nothing failed, as the end of a sentence; or null
   * @param stillDone in state REVERTED, the atoms that are not undone all the same
   * @param attempt in which attempt of its atom the first failure happened, from 1
   */
  FlowFailedException(
      String flow,
      String runId,
      FlowState state,
      @Nullable String why,
      List<Failure> failures,
      List<Failure> revertFailures,
      List<String> stillDone,
      int attempt) {
    super(
        describe(flow, runId, state, why, failures, revertFailures, stillDone, attempt),
        failures.isEmpty() ? null : failures.get(0).exception());
    this.runId = runId;
    this.state = state;
    this.failures = List.copyOf(failures);
    this.revertFailures = List.copyOf(revertFailures);
    failures.stream().skip(1).forEach(failure -> addSuppressed(failure.exception()));
    revertFailures.forEach(failure -> addSuppressed(failure.exception()));
  }

  private static String describe(
      String flow,
      String runId,
      FlowState state,
      @Nullable String why,
      List<Failure> failures,
      List<Failure> revertFailures,
      List<String> stillDone,
      int attempt) {
    StringBuilder text = new StringBuilder("Run '" + runId + "' of flow '" + flow + "' ");
    if (state == FlowState.FAILURE && revertFailures.isEmpty()) {
      text.append(
          "failed, and nothing that it had done was undone, as it was told to resolve nothing");
      text.append(failures.isEmpty() ? "" : "; atom ");
    } else if (state == FlowState.FAILURE) {
      text.append("is half-way and needs a person: revert of ")
          .append(revertFailures.get(0))
          .append(failures.isEmpty() ? "" : "; it turned back because of ");
    } else {
      text.append(failures.isEmpty() && why != null ? "turned back, and " : "failed, and ")
          .append(
              stillDone.isEmpty()
                  ? "everything it had done was undone"
                  : "only what its retry controllers guard was undone, as it was told not to defer"
                      + " reverts; what was done by "
                      + names(stillDone)
                      + " stays");
      text.append(failures.isEmpty() ? "" : "; atom ");
    }
    if (failures.isEmpty() && why != null) {
      text.append(", because ").append(why);
    }
    if (!failures.isEmpty()) {
      text.append(failures.get(0)).append(attempt > 1 ? ", in attempt " + attempt : "");
    }
    int others = failures.size() + revertFailures.size() - (revertFailures.isEmpty() ? 1 : 2);
    if (others > 0) {
      text.append(" (and ").append(others).append(" more)");
    }
    return text.toString();
  }

  private static String names(List<String> atoms) {
    String some =
        atoms.stream().limit(MAX_NAMES).map(each -> "'" + each + "'").collect(joining(", "));
    return atoms.size() <= MAX_NAMES ? some : some + " and " + (atoms.size() - MAX_NAMES) + " more";
  }

  /**
   * The run that failed.
   *
   * @return its id
   */
  public String runId() {
    return runId;
  }

  /**
   * How the run ended.
   *
   * @return {@link FlowState#REVERTED} if all is undone, or with option {@code deferReverts(false)}
   *     what a retry controller guards, and the message names the rest; {@link FlowState#FAILURE}
   *     if a person has to look
   */
  public FlowState state() {
    return state;
  }

  /**
   * What failed while going forward.
   *
   * @return an unmodifiable list, the first failure first; empty if the exception came by Java
   *     serialization
   */
  public List<Failure> failures() {
    return failures == null ? List.of() : failures;
  }

  /**
   * What failed on the way back.
   *
   * @return an unmodifiable list, empty unless the state is {@link FlowState#FAILURE}
   */
  public List<Failure> revertFailures() {
    return revertFailures == null ? List.of() : revertFailures;
  }
}
