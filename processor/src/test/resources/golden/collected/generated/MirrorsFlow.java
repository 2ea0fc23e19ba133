package demo.collected;

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
 * The flow of {@link Mirrors}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "mirrors",
    version = "1.0",
    optionalOutputs = "mirror"
)
final class MirrorsFlow extends FlowDefinition<MirrorsFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "mirrors";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of();

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(MirrorsAtoms.PrimaryAtom.PRIMARY, false),
      new Provision(MirrorsAtoms.MirrorAtom.MIRROR, true));

  private MirrorsFlow(Mirrors holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static MirrorsFlow of(Mirrors holder) {
    return new MirrorsFlow(
            Objects.requireNonNull(
                holder, "MirrorsFlow.of was given null in place of an object of Mirrors"));
  }

  private static FlowPattern patternOf(Mirrors holder) {
    return GraphFlow.named(NAME)
        .add(MirrorsAtoms.primary(holder))
        .add(MirrorsAtoms.mirror(holder))
        .add(MirrorsAtoms.compare(holder))
        .link("mirror", "compare")
        .link("primary", "compare");
  }

  /**
   * Binds inputs to the flow.
   *
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with() {
    return bind();
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with();
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @return what the tasks have provided
   */
  Outcome run() {
    return with().run();
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
        results.get(MirrorsAtoms.PrimaryAtom.PRIMARY),
        results.getOrNull(MirrorsAtoms.MirrorAtom.MIRROR));
  }

  /**
   * What the flow takes from its caller.
   */
  record Inputs() {
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
      private Builder() {
      }

      /**
       * Makes the inputs.
       *
       * @return the inputs
       * @throws NullPointerException if one that is required was not set
       */
      Inputs build() {
        return new Inputs();
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param primary the symbol of that name
   * @param mirror the symbol of that name, or null if it is absent
   */
  record Outcome(String primary, @Nullable String mirror) {
  }
}
