package io.backstitch.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Messages from any thread to the owner: a chain that grows at its head and is taken whole. */
final class Mailbox {

  private final AtomicReference<@Nullable Message> head = new AtomicReference<>();

  void put(Message message) {
    Message before;
    do {
      before = head.get();
      message.next = before;
    } while (!head.compareAndSet(before, message));
  }

  boolean isEmpty() {
    return head.get() == null;
  }

  /** All messages, the oldest first; each knows the next. */
  @Nullable Message takeAll() {
    Message newest = head.getAndSet(null);
    Message oldest = null;
    while (newest != null) {
      Message before = newest.next;
      newest.next = oldest;
      oldest = newest;
      newest = before;
    }
    return oldest;
  }
}
