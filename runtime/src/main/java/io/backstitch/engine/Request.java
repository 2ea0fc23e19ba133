package io.backstitch.engine;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a run: to rest, or to undo what it has done.
 *
 * @param why the reason, as the end of a sentence, which is stored with what follows; or null
 * @param message the number of the stored message that asks, which is gone when the step is stored
 *     that follows from it; empty if nothing of it is stored
 */
public record Request(@Nullable String why, OptionalLong message) {

  /** Checks that what must be there is there. */
  public Request {
    Objects.requireNonNull(message, "message");
  }

  /**
   * That somebody in this process wants a run undone.
   *
   * @param reason the reason; empty if there is none to tell
   * @return the request, of which nothing is stored
   */
  public static Request toCancel(String reason) {
    return here(reason.isBlank() ? "it was cancelled" : "it was cancelled: " + reason);
  }

  /**
   * What somebody asks in this process.
   *
   * @param why the reason, or null
   * @return the request, of which nothing is stored
   */
  public static Request here(@Nullable String why) {
    return new Request(why, OptionalLong.empty());
  }
}
