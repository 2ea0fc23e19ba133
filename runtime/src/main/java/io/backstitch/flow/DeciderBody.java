package io.backstitch.flow;

/**
 * The question of an {@link ElementDecider}. Generated code implements it with a direct call of the
 * annotated method; a flow built by hand may use a lambda.
 */
@FunctionalInterface
public interface DeciderBody {

  /**
   * Decides. Asked by the thread that owns the run, which waits for the answer. A crash may repeat
   * the question, so the answer should follow from the arguments alone.
   *
   * @param in the arguments, in the order of the decider's requirements; their context is that of
   *     the atom that is about to start
   * @return whether to go on; if not, what is guarded is ignored, and more as the depth says
   * @throws Throwable to make the atom fail that is about to start
   */
  boolean decide(Arguments in) throws Throwable;
}
