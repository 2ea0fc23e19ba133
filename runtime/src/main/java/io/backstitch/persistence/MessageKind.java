package io.backstitch.persistence;

/** What may be asked of a run by whoever does not drive it. */
public enum MessageKind {
  /** To rest when what is under way has ended. */
  SUSPEND,
  /** To undo what it has done. */
  CANCEL
}
