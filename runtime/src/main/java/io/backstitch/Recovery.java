package io.backstitch;

import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.StoredRun;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Backstitch#recover()} found.
 *
 * @param runs the runs that carry on
 * @param leftAlone the runs that don't, since they can't here, or wait for somebody to decide
 */
public record Recovery(List<FlowRun<?>> runs, List<LeftAlone> leftAlone) {

  /**
   * A run that was left as it is.
   *
   * @param runId its id
   * @param flow the name of its flow; empty if what is stored of the run can't be read
   * @param state its state as it is stored; null if it can't be read
   * @param why the reason, and what to do, in a sentence
   */
  public record LeftAlone(String runId, String flow, @Nullable FlowState state, String why) {

    /** A run that waits for somebody to decide about it, or null if it is no such run. */
    static @Nullable LeftAlone waiting(StoredRun run) {
      return switch (run.state()) {
        case SUSPENDED -> of(run, whyAtRest(run));
        case FAILURE -> of(run, whyHalfWay(run));
        default -> null;
      };
    }

    private static LeftAlone of(StoredRun run, String why) {
      return new LeftAlone(run.id(), run.flow(), run.state(), why);
    }

    private static String whyAtRest(StoredRun run) {
      String why = run.current().why();
      return why == null
          ? "It was suspended; resume carries on with it"
          : "It rests, because " + why + "; resume carries on with it";
    }

    private static String whyHalfWay(StoredRun run) {
      List<Failure> failedReverts = failures(run, AtomRecord::revertFailure);
      return failedReverts.isEmpty()
          ? "It failed, and was told to resolve nothing (%s); resume undoes what it did if the engine options let it, reset makes it begin anew"
              .formatted(first(failures(run, AtomRecord::failure)))
          : "It is half-way and needs a person, because a revert failed (%s); when that is dealt with, resume tries it again, and reset makes the run begin anew"
              .formatted(first(failedReverts));
    }

    private static List<Failure> failures(
        StoredRun run, Function<AtomRecord, @Nullable Failure> which) {
      return run.atoms().stream().map(which).filter(Objects::nonNull).toList();
    }

    private static String first(List<Failure> failures) {
      return switch (failures.size()) {
        case 0 -> "of what is not stored";
        case 1 -> failures.get(0).toString();
        default -> failures.get(0) + ", and " + (failures.size() - 1) + " more";
      };
    }

    @Override
    public String toString() {
      return "run '%s'%s%s: %s"
          .formatted(
              runId,
              flow.isEmpty() ? "" : " of flow '" + flow + "'",
              state == null ? "" : " in state " + state,
              why);
    }
  }

  @Override
  public String toString() {
    Stream<String> carryOn = runs.stream().map(run -> "carries on: " + run);
    Stream<String> rest = leftAlone.stream().map(run -> "left alone: " + run);
    return "Recovery" + Stream.concat(carryOn, rest).toList();
  }
}
