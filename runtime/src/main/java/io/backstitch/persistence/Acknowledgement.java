package io.backstitch.persistence;

/**
 * What a {@link Journal} calls when it knows what has become of a write set: exactly one of the two
 * methods, once. What they throw is logged and otherwise ignored.
 */
public interface Acknowledgement {

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
