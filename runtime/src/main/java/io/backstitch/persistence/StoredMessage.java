package io.backstitch.persistence;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message for a run, as it is stored.
 *
 * @param number its number; a later one has a higher number
 * @param runId the run it is for
 * @param kind what is asked
 * @param why the reason, or null
 */
public record StoredMessage(long number, String runId, MessageKind kind, @Nullable String why) {

  /** Checks that what must be there is there. */
  public StoredMessage {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(kind, "kind");
  }
}
