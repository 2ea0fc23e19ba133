package demo.unordered;

import io.backstitch.BoundFlow;
import io.backstitch.FlowDefinition;
import io.backstitch.annotation.FlowContract;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.flow.UnorderedFlow;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The flow of {@link Greetings}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "greetings",
    version = "1.0"
)
final class GreetingsFlow extends FlowDefinition<GreetingsFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "greetings";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(GreetingsAtoms.MailAtom.NAME, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(GreetingsAtoms.MailAtom.MAILED, false),
      new Provision(GreetingsAtoms.RingAtom.RUNG, false));

  private GreetingsFlow(Greetings holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static GreetingsFlow of(Greetings holder) {
    return new GreetingsFlow(
            Objects.requireNonNull(
                holder, "GreetingsFlow.of was given null in place of an object of Greetings"));
  }

  private static FlowPattern patternOf(Greetings holder) {
    return UnorderedFlow.named(NAME)
        .add(GreetingsAtoms.mail(holder))
        .add(GreetingsAtoms.ring(holder));
  }

  /**
   * Binds inputs to the flow.
   *
   * @param name the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(String name) {
    return bind(name);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.name());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param name the input of that name
   * @return what the tasks have provided
   */
  Outcome run(String name) {
    return with(name).run();
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
        results.get(GreetingsAtoms.MailAtom.MAILED),
        results.get(GreetingsAtoms.RingAtom.RUNG));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param name the input of that name
   */
  record Inputs(String name) {
    Inputs {
      Objects.requireNonNull(name, "input 'name' of flow 'greetings'");
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
      private @Nullable String name;

      private Builder() {
      }

      /**
       * Sets the input {@code name}.
       *
       * @param name the value
       * @return this builder
       */
      Builder name(String name) {
        this.name = name;
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
            Objects.requireNonNull(name, "input 'name' of flow 'greetings'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param mailed the symbol of that name
   * @param rung the symbol of that name
   */
  record Outcome(String mailed, String rung) {
  }
}
