package io.backstitch.samples.tailfile;

/** Where a {@link Tail} stands: in one of its own states, or in one of those within a state. */
sealed interface TailState {

  /** The states of the whole. */
  enum Main implements TailState {
    NEW,
    OPENING,
    /** A machine itself, whose states are those of {@link Seek}. */
    SEEKING,
    /** Writes what has not been written yet, a block at a time. */
    COPYING,
    /** Looks for what has happened to the file. */
    EXAMINING,
    WAITING,
    /** The file has become shorter, so it is written from its beginning on. */
    REWINDING,
    /** Another file has the name now. First, this writes the rest of the old one. */
    DRAINING,
    SWITCHING,
    ENDED
  }

  /** The states of the search for the last lines, from the end of the file backwards. */
  enum Seek implements TailState {
    AT_END,
    READING,
    COUNTING,
    FOUND
  }
}
