package io.backstitch.engine;

import org.jspecify.annotations.Nullable;

/** Something that has happened, on its way to the owner of a run. A link of the mailbox's chain. */
abstract class Message {

  @Nullable Message next;

  /** Takes effect, on the thread of the owner. */
  abstract void arrive(FlowEngine engine);
}
