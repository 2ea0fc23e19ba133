package io.backstitch;

/** Where a run of a flow stands. The names are those that TaskFlow gave them. */
public enum FlowState {
  /** Accepted, nothing has started. */
  PENDING,
  /** Under way: atoms are executed or, after a failure, reverted. */
  RUNNING,
  /** Everything is done. */
  SUCCESS,
  /**
   * Everything that was done is undone. With the engine option {@code deferReverts(false)} that may
   * be only what a retry controller guards, and what comes after it.
   */
  REVERTED,
  /**
   * Half-way: a revert failed, or the engine option {@code neverResolve(true)} kept what was done.
   * A person has to look, and then {@link Backstitch#resume} or {@link Backstitch#reset} it.
   */
  FAILURE,
  /** Asked to rest; what is running ends first. */
  SUSPENDING,
  /** At rest, and can carry on. */
  SUSPENDED,
  /** Being loaded to carry on. */
  RESUMING;

  /**
   * Whether a run in this state has come to its end: done, undone, or in need of a person.
   *
   * @return true for {@link #SUCCESS}, {@link #REVERTED} and {@link #FAILURE}
   */
  public boolean isFinal() {
    return this == SUCCESS || this == REVERTED || this == FAILURE;
  }

  /**
   * Whether nothing happens to a run in this state until somebody asks for it.
   *
   * @return true for {@link #SUCCESS}, {@link #REVERTED}, {@link #FAILURE} and {@link #SUSPENDED}
   */
  public boolean isAtRest() {
    return isFinal() || this == SUSPENDED;
  }

  /**
   * The states in which nothing happens to a run until somebody asks for it.
   *
   * @return {@link #SUCCESS}, {@link #REVERTED}, {@link #FAILURE} and {@link #SUSPENDED}
   */
  public static FlowState[] atRest() {
    return new FlowState[] {SUCCESS, REVERTED, FAILURE, SUSPENDED};
  }
}
