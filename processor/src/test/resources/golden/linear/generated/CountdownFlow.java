package demo.linear;

import io.backstitch.BoundFlow;
import io.backstitch.FlowDefinition;
import io.backstitch.annotation.FlowContract;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The flow of {@link Countdown}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "countdown",
    version = "2.1"
)
public final class CountdownFlow extends FlowDefinition<CountdownFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "countdown";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "2.1";

  private static final List<Provision> INPUTS = List.of(
      new Provision(CountdownAtoms.StartAtom.FROM, false),
      new Provision(CountdownAtoms.PrintAtom.HOLDER, false),
      new Provision(CountdownAtoms.DoneAtom.WORDS, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(CountdownAtoms.MinusOneAtom.COUNT, false));

  private CountdownFlow(Countdown holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  public static CountdownFlow of(Countdown holder) {
    return new CountdownFlow(
            Objects.requireNonNull(
                holder, "CountdownFlow.of was given null in place of an object of Countdown"));
  }

  private static FlowPattern patternOf(Countdown holder) {
    return LinearFlow.named(NAME)
        .add(CountdownAtoms.start(holder))
        .add(CountdownAtoms.minusOne(holder))
        .add(CountdownAtoms.print(holder))
        .add(CountdownAtoms.done(holder));
  }

  /**
   * Binds inputs to the flow.
   *
   * @param from the input of that name
   * @param holder the input of that name
   * @param words the input of that name
   * @return the flow with its inputs, ready to start
   */
  public BoundFlow<Outcome> with(int from, String holder, String[] words) {
    return bind(from, holder, words);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  public BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.from(), inputs.holder(), inputs.words());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param from the input of that name
   * @param holder the input of that name
   * @param words the input of that name
   * @return what the tasks have provided
   */
  public Outcome run(int from, String holder, String[] words) {
    return with(from, holder, words).run();
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
    return new Outcome(
        results.get(CountdownAtoms.MinusOneAtom.COUNT));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param from the input of that name
   * @param holder the input of that name
   * @param words the input of that name
   */
  public record Inputs(int from, String holder, String[] words) {
    public Inputs {
      Objects.requireNonNull(holder, "input 'holder' of flow 'countdown'");
      Objects.requireNonNull(words, "input 'words' of flow 'countdown'");
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
      private @Nullable Integer from;

      private @Nullable String holder;

      private String @Nullable [] words;

      private Builder() {
      }

      /**
       * Sets the input {@code from}.
       *
       * @param from the value
       * @return this builder
       */
      public Builder from(int from) {
        this.from = from;
        return this;
      }

      /**
       * Sets the input {@code holder}.
       *
       * @param holder the value
       * @return this builder
       */
      public Builder holder(String holder) {
        this.holder = holder;
        return this;
      }

      /**
       * Sets the input {@code words}.
       *
       * @param words the value
       * @return this builder
       */
      public Builder words(String[] words) {
        this.words = words;
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
            Objects.requireNonNull(from, "input 'from' of flow 'countdown'"),
            Objects.requireNonNull(holder, "input 'holder' of flow 'countdown'"),
            Objects.requireNonNull(words, "input 'words' of flow 'countdown'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param count the symbol of that name
   */
  public record Outcome(Integer count) {
  }
}
