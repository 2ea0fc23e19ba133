package demo.subflow;

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
 * The flow of {@link VolumeCreate}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "volume-create",
    version = "1.0",
    optionalInputs = "label"
)
final class VolumeCreateFlow extends FlowDefinition<VolumeCreateFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "volume-create";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(VolumeCreateAtoms.AllocateAtom.SIZE, false),
      new Provision(VolumeCreateAtoms.AllocateAtom.LABEL, true),
      new Provision(VolumeCreateAtoms.FormatAtom.LABELS, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(VolumeCreateAtoms.AllocateAtom.VOLUME, false),
      new Provision(VolumeCreateAtoms.FormatAtom.PARTS, false));

  private VolumeCreateFlow(VolumeCreate holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static VolumeCreateFlow of(VolumeCreate holder) {
    return new VolumeCreateFlow(
            Objects.requireNonNull(
                holder, "VolumeCreateFlow.of was given null in place of an object of VolumeCreate"));
  }

  private static FlowPattern patternOf(VolumeCreate holder) {
    return GraphFlow.named(NAME)
        .add(VolumeCreateAtoms.allocate(holder))
        .add(VolumeCreateAtoms.format(holder));
  }

  /**
   * Binds inputs to the flow.
   *
   * @param size the input of that name
   * @param label the input of that name, or null
   * @param labels the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(int size, @Nullable String label, List<String> labels) {
    return bind(size, label, labels);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.size(), inputs.label(), inputs.labels());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param size the input of that name
   * @param label the input of that name, or null
   * @param labels the input of that name
   * @return what the tasks have provided
   */
  Outcome run(int size, @Nullable String label, List<String> labels) {
    return with(size, label, labels).run();
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
        results.get(VolumeCreateAtoms.AllocateAtom.VOLUME),
        results.get(VolumeCreateAtoms.FormatAtom.PARTS));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param size the input of that name
   * @param label the input of that name, or null
   * @param labels the input of that name
   */
  record Inputs(int size, @Nullable String label, List<String> labels) {
    Inputs {
      Objects.requireNonNull(labels, "input 'labels' of flow 'volume-create'");
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
      private @Nullable Integer size;

      private @Nullable String label;

      private @Nullable List<String> labels;

      private Builder() {
      }

      /**
       * Sets the input {@code size}.
       *
       * @param size the value
       * @return this builder
       */
      Builder size(int size) {
        this.size = size;
        return this;
      }

      /**
       * Sets the input {@code label}.
       *
       * @param label the value
       * @return this builder
       */
      Builder label(@Nullable String label) {
        this.label = label;
        return this;
      }

      /**
       * Sets the input {@code labels}.
       *
       * @param labels the value
       * @return this builder
       */
      Builder labels(List<String> labels) {
        this.labels = labels;
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
            Objects.requireNonNull(size, "input 'size' of flow 'volume-create'"),
            label,
            Objects.requireNonNull(labels, "input 'labels' of flow 'volume-create'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param volume the symbol of that name
   * @param parts the symbol of that name
   */
  record Outcome(VolumeCreate.Volume volume, List<String> parts) {
  }
}
