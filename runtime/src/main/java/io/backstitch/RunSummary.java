package io.backstitch;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a list says of a run, as it is stored.
 *
 * @param id its id
 * @param flow the name of its flow
 * @param flowVersion the version of the flow's definition that it was started with
 * @param state where it stands; one under way whose process has died is RUNNING, or PENDING, until
 *     somebody recovers it
 * @param turnedBack whether it undoes, or has undone, what it did
 * @param why why it rests, if that is not to be seen in what failed; else null
 * @param metadata what people want to find it by, sorted by name; copied
 * @param createdAt when it was started, by the clock of the store
 * @param updatedAt when it was last written, by the clock of the store
 * @param generation how often it has begun from the start, from 1
 * @param forkedFrom the id of the run whose past it has inherited, or null
 */
public record RunSummary(
    String id,
    String flow,
    String flowVersion,
    FlowState state,
    boolean turnedBack,
    @Nullable String why,
    Map<String, String> metadata,
    Instant createdAt,
    Instant updatedAt,
    int generation,
    @Nullable String forkedFrom) {

  /** Checks that what must be there is there, and copies the map. */
  public RunSummary {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(flow, "flow");
    Objects.requireNonNull(flowVersion, "flowVersion");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    metadata = metadata.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /**
   * Its place among all runs.
   *
   * @return a cursor behind which those after it are
   */
  public RunCursor cursor() {
    return new RunCursor(createdAt, id);
  }

  @Override
  public String toString() {
    return "run '%s' of flow '%s' in state %s%s%s, created %s, last changed %s"
        .formatted(
            id,
            flow,
            state,
            Optional.ofNullable(why).map(reason -> " (" + reason + ")").orElse(""),
            metadata.isEmpty() ? "" : " " + metadata,
            createdAt,
            updatedAt);
  }
}
