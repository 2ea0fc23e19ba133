package io.backstitch.persistence;

import java.util.List;
import java.util.Objects;

/**
 * What is new in a store for one of those who share it.
 *
 * @param messages messages for its runs that nobody has consumed, the oldest first; copied
 * @param unowned runs that were started in somebody's own transaction, and that nobody has yet;
 *     copied
 */
public record News(List<StoredMessage> messages, List<Unowned> unowned) {

  /** Nothing is new. */
  public static final News NONE = new News(List.of(), List.of());

  /**
   * A run that nobody has.
   *
   * @param runId its id
   * @param flow the name of its flow
   */
  public record Unowned(String runId, String flow) {

    /** Checks that what must be there is there. */
    public Unowned {
      Objects.requireNonNull(runId, "runId");
      Objects.requireNonNull(flow, "flow");
    }
  }

  /** Copies the lists. */
  public News {
    messages = List.copyOf(messages);
    unowned = List.copyOf(unowned);
  }
}
