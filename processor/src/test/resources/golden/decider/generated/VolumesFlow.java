package demo.decider;

import io.backstitch.BoundFlow;
import io.backstitch.FlowDefinition;
import io.backstitch.annotation.FlowContract;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The flow of {@link Volumes}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "volumes",
    version = "1.0",
    optionalInputs = "limit",
    optionalOutputs = {
        "grown",
        "told"
    }
)
final class VolumesFlow extends FlowDefinition<VolumesFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "volumes";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(VolumesAtoms.MeasureAtom.VOLUME, false),
      new Provision(VolumesAtoms.IsNearlyFullDecider.LIMIT, true),
      new Provision(VolumesAtoms.IsWantedDecider.WANTED, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(VolumesAtoms.MeasureAtom.USAGE, false),
      new Provision(VolumesAtoms.GrowAtom.GROWN, true),
      new Provision(VolumesAtoms.TellAtom.TOLD, true));

  private VolumesFlow(Volumes holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static VolumesFlow of(Volumes holder) {
    return new VolumesFlow(
            Objects.requireNonNull(
                holder, "VolumesFlow.of was given null in place of an object of Volumes"));
  }

  private static FlowPattern patternOf(Volumes holder) {
    return GraphFlow.named(NAME)
        .add(VolumesAtoms.measure(holder))
        .add(
            VolumesAtoms.grow(holder)
                .decider(VolumesAtoms.isNearlyFull(holder))
                .decider(VolumesAtoms.isWanted(holder)))
        .add(
            VolumesAtoms.tell(holder)
                .decider(VolumesAtoms.hasReader(holder)))
        .add(VolumesAtoms.archive(holder))
        .link("grow", "tell");
  }

  /**
   * Binds inputs to the flow.
   *
   * @param volume the input of that name
   * @param limit the input of that name, or null
   * @param wanted the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(String volume, @Nullable Integer limit, boolean wanted) {
    return bind(volume, limit, wanted);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.volume(), inputs.limit(), inputs.wanted());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param volume the input of that name
   * @param limit the input of that name, or null
   * @param wanted the input of that name
   * @return what the tasks have provided
   */
  Outcome run(String volume, @Nullable Integer limit, boolean wanted) {
    return with(volume, limit, wanted).run();
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param inputs the inputs
   * @return what the tasks have provided
   */
  Outcome run(Inputs inputs) {
    return with(inputs).run();
  }

  @Override
  protected Outcome outcome(Results results) {
    return new Outcome(
        results.get(VolumesAtoms.MeasureAtom.USAGE),
        results.getOrNull(VolumesAtoms.GrowAtom.GROWN),
        results.getOrNull(VolumesAtoms.TellAtom.TOLD));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param volume the input of that name
   * @param limit the input of that name, or null
   * @param wanted the input of that name
   */
  record Inputs(String volume, @Nullable Integer limit, boolean wanted) {
    Inputs {
      Objects.requireNonNull(volume, "input 'volume' of flow 'volumes'");
    }

    /**
     * Starts a set of inputs.
     *
     * @return a builder, for use by one thread
     */
    static Builder builder() {
      return new Builder();
    }

    /**
     * Collects inputs by name. For use by one thread.
     */
    static final class Builder {
      private @Nullable String volume;

      private @Nullable Integer limit;

      private @Nullable Boolean wanted;

      private Builder() {
      }

      /**
       * Sets the input {@code volume}.
       *
       * @param volume the value
       * @return this builder
       */
      Builder volume(String volume) {
        this.volume = volume;
        return this;
      }

      /**
       * Sets the input {@code limit}.
       *
       * @param limit the value
       * @return this builder
       */
      Builder limit(@Nullable Integer limit) {
        this.limit = limit;
        return this;
      }

      /**
       * Sets the input {@code wanted}.
       *
       * @param wanted the value
       * @return this builder
       */
      Builder wanted(boolean wanted) {
        this.wanted = wanted;
        return this;
      }

      /**
       * Makes the inputs.
       *
       * @return the inputs
       * @throws NullPointerException if one that is required was not set
       */
      Inputs build() {
        return new Inputs(
            Objects.requireNonNull(volume, "input 'volume' of flow 'volumes'"),
            limit,
            Objects.requireNonNull(wanted, "input 'wanted' of flow 'volumes'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param usage the symbol of that name
   * @param grown the symbol of that name, or null if it is absent
   * @param told the symbol of that name, or null if it is absent
   */
  record Outcome(int usage, @Nullable Integer grown, @Nullable String told) {
  }
}
