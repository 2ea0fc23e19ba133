package io.backstitch.flow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what a link leads to is executed. Asked by the thread that owns the run, which
 * waits for the answer; a crash may repeat the question.
 */
@FunctionalInterface
public interface LinkDecider {

  /**
   * Decides.
   *
   * @param results what atoms returned: those that links with deciders lead from to the same atom.
   *     The keys are names of atoms, not of symbols: what {@code Atoms.task("inspect", ...)}
   *     returned is at {@code "inspect"}, the whole of it, also if its parts are symbols; null if
   *     it returned nothing. An atom that was ignored is not in it, nor is a flow, which has no
   *     result
   * @return whether to go on; if not, the atom is ignored, and more as the depth of the link says
   * @throws Throwable to make the atom fail that the link leads to; it is not called then, and the
   *     failure tells which decider threw, with this as its cause
   */
  boolean decide(Map<String, @Nullable Object> results) throws Throwable;
}
