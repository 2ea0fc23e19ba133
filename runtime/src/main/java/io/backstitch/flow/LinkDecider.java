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
   * @param results the results of the atoms that links with deciders lead from to the same atom, by
   *     name; without those that were ignored. Flows have no result
   * @return whether to go on; if not, the atom is ignored, and more as the depth of the link says
   * @throws Throwable to make the atom fail that the link leads to
   */
  boolean decide(Map<String, @Nullable Object> results) throws Throwable;
}
