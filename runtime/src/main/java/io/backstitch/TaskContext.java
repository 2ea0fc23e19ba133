package io.backstitch;

/**
 * What the engine tells a task, and hears from it, while the task's method runs.
 *
 * <p>A task, or its revert, that declares a parameter of this type gets one; it is bound by its
 * type, not as a symbol. A context belongs to one call of one method and may be used from any
 * thread until that call returns. It is an interface so that a test can hand in a fake.
 */
public interface TaskContext {

  /**
   * The id of the run that this call belongs to.
   *
   * @return the id given to {@code start}, or a random one for a run that is not stored
   */
  String runId();

  /**
   * The name of the atom within its flow.
   *
   * @return the name, with the names of the sub-flows around it: {@code "disk/format"}
   */
  String atom();

  /**
   * Which execution of the atom this is, from 1. A call that a crash cut short and that runs again
   * has the same number.
   *
   * @return the attempt, at least 1
   */
  int attempt();

  /**
   * A key to hand to whatever this task calls outside, so that a repeated call is recognised there.
   *
   * <p>It is the same when a crash repeats an attempt, and another one after the task was undone; a
   * revert has a key of its own.
   *
   * @return {@code run/atom/attempt}, for reverts {@code run/atom/attempt/revert}; a slash in the
   *     id of the run is written as {@code %2F}, a percent sign as {@code %25}, so that no two keys
   *     are alike
   */
  String idempotencyKey();

  /**
   * Reports how far the task is, to those who listen. Reporting is cheap and may be frequent.
   *
   * @param fraction from 0 to 1; what lies outside is taken as the nearer bound
   * @param details a few words for people, or an empty string
   */
  void progress(double fraction, String details);

  /**
   * Whether the run has been asked to stop, so that a long task may end early.
   *
   * @return true once the result of this call is no longer wanted
   */
  boolean isCancelled();
}
