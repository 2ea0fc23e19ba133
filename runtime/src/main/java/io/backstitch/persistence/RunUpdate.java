package io.backstitch.persistence;

import io.backstitch.FlowState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a run that a transition sets.
 *
 * @param state where the run stands
 * @param turnedBack whether the run undoes what it did: the intention of every atom is to revert
 * @param why why it rests, if that is not to be seen in what failed; else null
 * @param definition how the flow is made with which the run goes on from here, or null if that is
 *     as it was
 */
public record RunUpdate(
    FlowState state, boolean turnedBack, @Nullable String why, @Nullable String definition) {

  /** Those of a run that comes into being, if nothing else is said. */
  static final RunUpdate JUST_STARTED = new RunUpdate(FlowState.PENDING, false);

  /** Checks that what must be there is there. */
  public RunUpdate {
    Objects.requireNonNull(state, "state");
  }

  /**
   * Fields that need no word about why.
   *
   * @param state where the run stands
   * @param turnedBack whether the run undoes what it did
   */
  public RunUpdate(FlowState state, boolean turnedBack) {
    this(state, turnedBack, null, null);
  }

  /**
   * Fields that leave the definition as it is.
   *
   * @param state where the run stands
   * @param turnedBack whether the run undoes what it did
   * @param why why it rests, or null
   */
  public RunUpdate(FlowState state, boolean turnedBack, @Nullable String why) {
    this(state, turnedBack, why, null);
  }

  /** This one after another of the same run: what it leaves as it is counts as it was there. */
  RunUpdate after(RunUpdate earlier) {
    return definition == null ? new RunUpdate(state, turnedBack, why, earlier.definition) : this;
  }
}
