package io.backstitch.flow;

/** What {@link Atoms} are made of: lambdas and method references that may throw anything. */
public final class Lambdas {

  private Lambdas() {}

  /**
   * Makes a value. Called by many threads.
   *
   * @param <R> the type of the value
   */
  @FunctionalInterface
  public interface Function0<R> {

    /**
     * Makes the value.
     *
     * @return the value
     * @throws Throwable to make the atom fail
     */
    R apply() throws Throwable;
  }

  /**
   * Makes a value of another. Called by many threads.
   *
   * @param <A> the type of what is taken
   * @param <R> the type of the value
   */
  @FunctionalInterface
  public interface Function1<A, R> {

    /**
     * Makes the value.
     *
     * @param first what is taken
     * @return the value
     * @throws Throwable to make the atom fail
     */
    R apply(A first) throws Throwable;
  }

  /**
   * Makes a value of two others. Called by many threads.
   *
   * @param <A> the type of the first
   * @param <B> the type of the second
   * @param <R> the type of the value
   */
  @FunctionalInterface
  public interface Function2<A, B, R> {

    /**
     * Makes the value.
     *
     * @param first what is taken first
     * @param second what is taken second
     * @return the value
     * @throws Throwable to make the atom fail
     */
    R apply(A first, B second) throws Throwable;
  }

  /**
   * Makes a value of three others. Called by many threads.
   *
   * @param <A> the type of the first
   * @param <B> the type of the second
   * @param <C> the type of the third
   * @param <R> the type of the value
   */
  @FunctionalInterface
  public interface Function3<A, B, C, R> {

    /**
     * Makes the value.
     *
     * @param first what is taken first
     * @param second what is taken second
     * @param third what is taken third
     * @return the value
     * @throws Throwable to make the atom fail
     */
    R apply(A first, B second, C third) throws Throwable;
  }

  /** Does something. Called by many threads. */
  @FunctionalInterface
  public interface Procedure0 {

    /**
     * Does it.
     *
     * @throws Throwable to make the atom fail
     */
    void run() throws Throwable;
  }

  /**
   * Does something with a value. Called by many threads.
   *
   * @param <A> the type of the value
   */
  @FunctionalInterface
  public interface Procedure1<A> {

    /**
     * Does it.
     *
     * @param first what is taken
     * @throws Throwable to make the atom fail
     */
    void run(A first) throws Throwable;
  }

  /**
   * Does something with two values. Called by many threads.
   *
   * @param <A> the type of the first
   * @param <B> the type of the second
   */
  @FunctionalInterface
  public interface Procedure2<A, B> {

    /**
     * Does it.
     *
     * @param first what is taken first
     * @param second what is taken second
     * @throws Throwable to make the atom fail
     */
    void run(A first, B second) throws Throwable;
  }

  /**
   * Does something with three values. Called by many threads.
   *
   * @param <A> the type of the first
   * @param <B> the type of the second
   * @param <C> the type of the third
   */
  @FunctionalInterface
  public interface Procedure3<A, B, C> {

    /**
     * Does it.
     *
     * @param first what is taken first
     * @param second what is taken second
     * @param third what is taken third
     * @throws Throwable to make the atom fail
     */
    void run(A first, B second, C third) throws Throwable;
  }
}
