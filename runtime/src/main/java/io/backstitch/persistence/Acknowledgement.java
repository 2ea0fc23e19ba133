package io.backstitch.persistence;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Journal} calls when it knows what has become of a write set: {@link #settled}, and
 * then exactly one of the two other methods, once. What they throw is logged and otherwise ignored.
 */
public interface Acknowledgement {

  /**
   * The write set is durable, or will never be. Called by the thread of the journal, for those who
   * must not depend on a free thread elsewhere: it has to return at once and run no code of users.
   *
   * @param error why it is not stored, or null if it is
   */
  default void settled(@Nullable PersistenceException error) {}

  /**
   * The write set is durable.
   *
   * @param mayStay whether the calling thread may go on working for that run; false if others wait
   *     for the thread
   */
  void committed(boolean mayStay);

  /**
   * The write set is not stored, and will not be; nor will later ones of the run, until the journal
   * is told to {@link Journal#forget}.
   *
   * @param error why
   */
  void failed(PersistenceException error);
}
