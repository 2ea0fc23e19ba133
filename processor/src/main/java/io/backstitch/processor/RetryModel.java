package io.backstitch.processor;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @Retry} says.
 *
 * @param at the annotation
 * @param member the name of the task or sub-flow that it guards, or null for the whole flow
 * @param ofSubflow whether that is a sub-flow
 * @param attempts how often to execute in all; empty if that is not written
 * @param delay the first wait, as written
 * @param maxDelay the longest wait, as written
 * @param backoff the factor by which waits grow
 * @param jitter the share of a wait that is left to chance
 * @param on the failures after which to try again
 * @param notOn those after which not to
 * @param scope how much is undone in the end
 * @param forEach what is tried, if it is several values
 * @param controller the author's own controller, if there is one
 * @param members what is written
 */
record RetryModel(
    At at,
    @Nullable String member,
    boolean ofSubflow,
    Placed<OptionalInt> attempts,
    Placed<String> delay,
    Placed<String> maxDelay,
    Placed<Double> backoff,
    Placed<Double> jitter,
    List<Placed<TypeRef>> on,
    List<Placed<TypeRef>> notOn,
    Scope scope,
    ForEach forEach,
    @Nullable ControllerModel controller,
    List<Placed<String>> members) {

  /** How much is undone when there is nothing left to try. */
  enum Scope {
    SUBFLOW,
    ALL
  }

  /**
   * The values that are tried.
   *
   * @param symbol the symbol of the collection; blank if there is none
   * @param as the symbol of the value that is tried
   * @param collection what it takes; null if there is none, or if its type cannot be told
   * @param type the type of one value, if it can be told
   */
  record ForEach(
      Placed<String> symbol,
      Placed<String> as,
      @Nullable ParameterModel collection,
      @Nullable TypeRef type) {

    boolean isWanted() {
      return !symbol.value().isEmpty();
    }
  }

  RetryModel trying(@Nullable ParameterModel collection, @Nullable TypeRef type) {
    return new RetryModel(
        at,
        member,
        ofSubflow,
        attempts,
        delay,
        maxDelay,
        backoff,
        jitter,
        on,
        notOn,
        scope,
        new ForEach(forEach.symbol(), forEach.as(), collection, type),
        controller,
        members);
  }

  /** The name that the runtime gives to what guards a flow or a member. */
  static String controller(String guarded) {
    return guarded + "_retry";
  }

  /** Whether it guards the whole flow. */
  boolean ofFlow() {
    return member == null;
  }

  /** Whether it guards a member alone. */
  boolean guards(Member other) {
    return other.name().equals(member) && other instanceof SubflowModel == ofSubflow;
  }

  /** What it guards, as a message calls it. */
  String guarded() {
    return member == null
        ? "the flow"
        : (ofSubflow ? "the sub-flow '" : "the task '") + member + "'";
  }
}
