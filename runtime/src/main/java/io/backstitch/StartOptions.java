package io.backstitch;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a run is started: its id, and what people want to find it by. Immutable; it may be used for
 * any number of runs.
 *
 * <pre>{@code
 * backstitch.start(bound, StartOptions.withId("order-42").metadata("customer", "42"));
 * }</pre>
 */
public final class StartOptions {

  /** What every store takes. */
  private static final int MAX_ID = 512;

  private static final int MAX_METADATA = 200;

  private static final StartOptions RANDOM_ID = new StartOptions(null, Map.of());

  private final @Nullable String runId;
  private final Map<String, String> metadata;

  private StartOptions(@Nullable String runId, Map<String, String> metadata) {
    this.runId = runId;
    this.metadata = metadata;
  }

  /**
   * A run with an id of one's own: started again with it, it is the same run.
   *
   * @param runId the id, unique in the persistence, of at most 512 characters
   * @return the options
   * @throws IllegalArgumentException if the id is blank or too long
   */
  public static StartOptions withId(String runId) {
    if (Objects.requireNonNull(runId, "runId").isBlank()) {
      throw new IllegalArgumentException(
          "The id of a run must not be blank; write one that tells the run from others, or start it without an id");
    }
    if (runId.length() > MAX_ID) {
      throw new IllegalArgumentException(
          "A run id has at most %d characters, but this one has %d: %s..."
              .formatted(MAX_ID, runId.length(), runId.substring(0, 40)));
    }
    return new StartOptions(runId, Map.of());
  }

  /**
   * A run with an id that nothing else has: each time it is started, it is another run.
   *
   * @return the options
   */
  public static StartOptions withRandomId() {
    return RANDOM_ID;
  }

  /**
   * The same, with something that people want to find the run by, with {@link
   * RunQuery#withMetadata}. It is written down when the run comes into being, is not encrypted, and
   * says nothing about which run it is: started again with the same id and inputs but other
   * metadata, it is the same run, and keeps what it has.
   *
   * @param name its name, of 1 to 200 characters; one that is there already is replaced
   * @param value its value, of up to 200 characters
   * @return other options
   * @throws IllegalArgumentException if one of them is too long, or a name is blank, or they hold
   *     what not every store takes: U+0000, or half of a surrogate pair
   */
  public StartOptions metadata(String name, String value) {
    checkMetadata("name", name);
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "A name in the metadata of a run must not be blank; its value is: " + value);
    }
    checkMetadata("value of '" + name + "'", value);
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(name, value);
    return new StartOptions(runId, Collections.unmodifiableMap(more));
  }

  private static void checkMetadata(String what, String text) {
    if (Objects.requireNonNull(text, what).length() > MAX_METADATA) {
      throw new IllegalArgumentException(
          "In the metadata of a run names and values have at most %d characters, but this %s has %d: %s..."
              .formatted(MAX_METADATA, what, text.length(), text.substring(0, 40)));
    }
    if (text.codePoints().anyMatch(c -> c == 0 || isHalf(c))) {
      throw new IllegalArgumentException(
          "In the metadata of a run this %s has a character that can't be stored, U+0000 or half of a surrogate pair: %s"
              .formatted(what, text));
    }
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /**
   * The id of the run.
   *
   * @return the id, empty if each run gets a random one
   */
  public Optional<String> runId() {
    return Optional.ofNullable(runId);
  }

  String idOrRandom() {
    return runId == null ? UUID.randomUUID().toString() : runId;
  }

  /**
   * What people want to find the run by.
   *
   * @return names and values, sorted by name; unmodifiable
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public String toString() {
    return (runId == null ? "a random id" : "id '" + runId + "'")
        + (metadata.isEmpty() ? "" : ", metadata " + metadata);
  }
}
