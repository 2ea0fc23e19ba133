package io.backstitch.processor;

/** What a method is for, which says what it may take. */
enum Purpose {
  TASK,
  REVERT,
  DECIDER
}
