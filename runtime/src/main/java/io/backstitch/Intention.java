package io.backstitch;

/**
 * What should happen to an atom, beside what has happened to it. The two together say what an
 * engine does next. The names are those that TaskFlow gave them.
 */
public enum Intention {
  /** It is to be executed, or has been. */
  EXECUTE,
  /** If it was executed, it is to be reverted. */
  REVERT,
  /** A retry controller: what it guards is undone, then it is to start that again. */
  RETRY,
  /** A decider skipped it. */
  IGNORE
}
