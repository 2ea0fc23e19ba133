package demo.nested;

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
 * The flow of {@link Outer.Inner}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "inner",
    version = "1.0"
)
public final class Outer_InnerFlow extends FlowDefinition<Outer_InnerFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "inner";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(Outer_InnerAtoms.GreetAtom.NAME, false));

  private static final List<Provision> OUTPUTS = List.of();

  private Outer_InnerFlow(Outer.Inner holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  public static Outer_InnerFlow of(Outer.Inner holder) {
    return new Outer_InnerFlow(
            Objects.requireNonNull(
                holder, "Outer_InnerFlow.of was given null in place of an object of Outer.Inner"));
  }

  private static FlowPattern patternOf(Outer.Inner holder) {
    return GraphFlow.named(NAME)
        .add(Outer_InnerAtoms.greet(holder));
  }

  /**
   * Binds inputs to the flow.
   *
   * @param name the input of that name
   * @return the flow with its inputs, ready to start
   */
  public BoundFlow<Outcome> with(String name) {
    return bind(name);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  public BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.name());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param name the input of that name
   * @return what the tasks have provided
   */
  public Outcome run(String name) {
    return with(name).run();
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param inputs the inputs
   * @return what the tasks have provided
   */
  public Outcome run(Inputs inputs) {
    return with(inputs).run();
  }

  @Override
  protected Outcome outcome(Results results) {
    return new Outcome();
  }

  /**
   * What the flow takes from its caller.
   *
   * @param name the input of that name
   */
  public record Inputs(String name) {
    public Inputs {
      Objects.requireNonNull(name, "input 'name' of flow 'inner'");
    }

    /**
     * Starts a set of inputs.
     *
     * @return a builder, for use by one thread
     */
    public static Builder builder() {
      return new Builder();
    }

    /**
     * Collects inputs by name. For use by one thread.
     */
    public static final class Builder {
      private @Nullable String name;

      private Builder() {
      }

      /**
       * Sets the input {@code name}.
       *
       * @param name the value
       * @return this builder
       */
      public Builder name(String name) {
        this.name = name;
        return this;
      }

      /**
       * Makes the inputs.
       *
       * @return the inputs
       * @throws NullPointerException if one that is required was not set
       */
      public Inputs build() {
        return new Inputs(
            Objects.requireNonNull(name, "input 'name' of flow 'inner'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   */
  public record Outcome() {
  }
}
