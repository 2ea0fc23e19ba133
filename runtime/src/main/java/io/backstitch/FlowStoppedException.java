package io.backstitch;

import org.jspecify.annotations.Nullable;

/**
 * A run stands where it stood, neither done nor undone, and can carry on: its {@code Backstitch}
 * was closed, the storage could not be written, the Java virtual machine reported a fatal error, or
 * it was suspended.
 *
 * <p>Nothing is lost: {@code Backstitch.recover()}, in this process or the next, carries on; {@code
 * Backstitch.resume} does with a run that was suspended. A run in memory carries on when {@code
 * InMemoryEngine.run()} is called once more, by the same object.
 */
public final class FlowStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String runId;

  /**
   * Creates the exception for a stored run.
   *
   * @param flow the name of the flow
   * @param runId the id of the run
   * @param why what stopped it, as the end of a sentence
   * @param cause the error behind it, or null
   */
  public FlowStoppedException(String flow, String runId, String why, @Nullable Throwable cause) {
    this(
        runId,
        "Run '%s' of flow '%s' stopped where it stood, because %s. What was recorded is kept; recover() carries on from there."
            .formatted(runId, flow, clause(why)),
        cause);
  }

  /** A reason may be a sentence of its own. */
  private static String clause(String why) {
    return why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
  }

  private FlowStoppedException(String runId, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.runId = runId;
  }

  static FlowStoppedException notStarted(String flow, String runId, Throwable cause) {
    return new FlowStoppedException(
        runId,
        "Run '%s' of flow '%s' did not start, and none of its atoms has run: it could not be stored (%s). Start it again with the same id."
            .formatted(runId, flow, cause.getMessage()),
        cause);
  }

  static FlowStoppedException suspended(String flow, String runId, @Nullable String why) {
    return new FlowStoppedException(
        runId,
        "Run '%s' of flow '%s' rests where it stood, because %s. What it has done is kept; it goes on when somebody resumes it."
            .formatted(runId, flow, why == null ? "it was suspended" : clause(why)),
        null);
  }

  /**
   * For a run that nothing is stored of.
   *
   * @param why what stopped it, as the end of a sentence, or null if it was suspended
   */
  static FlowStoppedException inMemory(
      String flow, String runId, @Nullable String why, @Nullable Throwable cause) {
    return new FlowStoppedException(
        runId,
        "Run '%s' of flow '%s' %s. What it has done is kept in memory only, by its InMemoryEngine: run() of that carries on from there."
            .formatted(
                runId,
                flow,
                why == null
                    ? "rests where it stood, because it was suspended"
                    : "stopped where it stood, because " + clause(why)),
        cause);
  }

  /**
   * The run that stopped.
   *
   * @return its id
   */
  public String runId() {
    return runId;
  }
}
