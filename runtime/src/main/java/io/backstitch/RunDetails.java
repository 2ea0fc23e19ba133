package io.backstitch;

import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.StoredRun;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of a run, for people: its flow need not be registered, and values are the JSON
 * that its tasks have made.
 *
 * @param summary what a list says of it
 * @param inputs its inputs by name, as JSON; copied
 * @param attempts every attempt of every atom that is stored, sorted by name and attempt; copied.
 *     How many earlier ones that are depends on where runs are kept: a database has them all
 */
public record RunDetails(
    RunSummary summary, Map<String, String> inputs, List<AtomAttempt> attempts) {

  /** Checks that what must be there is there, and copies the collections. */
  public RunDetails {
    Objects.requireNonNull(summary, "summary");
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    attempts = List.copyOf(attempts);
  }

  /**
   * Reads what is stored.
   *
   * @throws PersistenceException if the codec can't make plain JSON of a value
   */
  static RunDetails of(StoredRun run, Codec codec) {
    Map<String, String> inputs = new TreeMap<>();
    plainOf(run, "the inputs", () -> codec.split(run.inputs()))
        .forEach(
            (name, json) ->
                inputs.put(name, plainOf(run, "input '" + name + "'", () -> codec.plain(json))));
    return new RunDetails(
        run.summary(),
        inputs,
        run.atoms().stream().map(record -> attempt(run, record, codec)).toList());
  }

  private static AtomAttempt attempt(StoredRun run, AtomRecord record, Codec codec) {
    String result = record.result();
    return new AtomAttempt(
        record.atom(),
        record.attempt(),
        record.version(),
        record.state(),
        result == null
            ? null
            : plainOf(run, "the result of '" + record.atom() + "'", () -> codec.plain(result)),
        record.failure(),
        record.revertFailure(),
        record.times(),
        record.isInherited());
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read();
  }

  private static <T> T plainOf(StoredRun run, String what, Reading<T> reading) {
    try {
      return reading.read();
    } catch (PersistenceException e) {
      throw new PersistenceException(
          "Run '%s' of flow '%s' can't be shown, because of %s: %s"
              .formatted(run.id(), run.flow(), what, e.getMessage()),
          e);
    }
  }

  /**
   * The latest attempt of each atom that has made one.
   *
   * @return attempts by the name of the atom, sorted by name; unmodifiable
   */
  public Map<String, AtomAttempt> atoms() {
    Map<String, AtomAttempt> latest = new LinkedHashMap<>();
    // Later attempts of an atom come after earlier ones.
    attempts.forEach(attempt -> latest.put(attempt.atom(), attempt));
    return Collections.unmodifiableMap(latest);
  }

  /**
   * What the atoms provide that are done and not undone.
   *
   * @return results as JSON by the name of the atom, sorted by name; unmodifiable
   */
  public Map<String, String> outputs() {
    Map<String, String> outputs = new LinkedHashMap<>();
    atoms()
        .forEach(
            (atom, latest) -> {
              String result = latest.result();
              if (latest.state() == AtomState.SUCCESS && result != null) {
                outputs.put(atom, result);
              }
            });
    return Collections.unmodifiableMap(outputs);
  }

  /**
   * What failed in the latest attempts.
   *
   * @return the failures, sorted by the name of the atom
   */
  public List<Failure> failures() {
    return latest(AtomAttempt::failure);
  }

  /**
   * What could not be undone.
   *
   * @return the failures of the reverts of the latest attempts, sorted by the name of the atom
   */
  public List<Failure> revertFailures() {
    return latest(AtomAttempt::revertFailure);
  }

  private List<Failure> latest(Function<AtomAttempt, @Nullable Failure> which) {
    return atoms().values().stream().map(which).filter(Objects::nonNull).toList();
  }

  /**
   * What has happened, in the order of time.
   *
   * @return the events, of all attempts that are stored
   */
  public RunTimeline timeline() {
    return RunTimeline.of(this);
  }
}
