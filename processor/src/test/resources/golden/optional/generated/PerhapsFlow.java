package demo.optional;

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
 * The flow of {@link Perhaps}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "perhaps",
    version = "1.0",
    optionalInputs = {
        "pattern",
        "limit"
    },
    optionalOutputs = {
        "found",
        "best"
    }
)
final class PerhapsFlow extends FlowDefinition<PerhapsFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "perhaps";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(PerhapsAtoms.FindAtom.PATTERN, true),
      new Provision(PerhapsAtoms.FindAtom.LIMIT, true),
      new Provision(PerhapsAtoms.ReportAtom.BUILDER, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(PerhapsAtoms.FindAtom.FOUND, true),
      new Provision(PerhapsAtoms.ChooseAtom.BEST, true));

  private PerhapsFlow(Perhaps holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static PerhapsFlow of(Perhaps holder) {
    return new PerhapsFlow(
            Objects.requireNonNull(
                holder, "PerhapsFlow.of was given null in place of an object of Perhaps"));
  }

  private static FlowPattern patternOf(Perhaps holder) {
    return GraphFlow.named(NAME)
        .add(PerhapsAtoms.find(holder))
        .add(PerhapsAtoms.choose(holder))
        .add(PerhapsAtoms.report(holder))
        .link("find", "choose")
        .link("choose", "report");
  }

  /**
   * Binds inputs to the flow.
   *
   * @param pattern the input of that name, or null
   * @param limit the input of that name, or null
   * @param builder the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(@Nullable String pattern, @Nullable Integer limit, boolean builder) {
    return bind(pattern, limit, builder);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.pattern(), inputs.limit(), inputs.builder());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param pattern the input of that name, or null
   * @param limit the input of that name, or null
   * @param builder the input of that name
   * @return what the tasks have provided
   */
  Outcome run(@Nullable String pattern, @Nullable Integer limit, boolean builder) {
    return with(pattern, limit, builder).run();
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
        results.getOrNull(PerhapsAtoms.FindAtom.FOUND),
        results.getOrNull(PerhapsAtoms.ChooseAtom.BEST));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param pattern the input of that name, or null
   * @param limit the input of that name, or null
   * @param builder the input of that name
   */
  record Inputs(@Nullable String pattern, @Nullable Integer limit, boolean builder) {
    /**
     * Starts a set of inputs.
     *
     * @return a builder, for use by one thread
     */
    static Builder newBuilder() {
      return new Builder();
    }

    /**
     * Collects inputs by name. For use by one thread.
     */
    static final class Builder {
      private @Nullable String pattern;

      private @Nullable Integer limit;

      private @Nullable Boolean builder;

      private Builder() {
      }

      /**
       * Sets the input {@code pattern}.
       *
       * @param pattern the value
       * @return this builder
       */
      Builder pattern(@Nullable String pattern) {
        this.pattern = pattern;
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
       * Sets the input {@code builder}.
       *
       * @param builder the value
       * @return this builder
       */
      Builder builder(boolean builder) {
        this.builder = builder;
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
            pattern,
            limit,
            Objects.requireNonNull(builder, "input 'builder' of flow 'perhaps'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param found the symbol of that name, or null if it is absent
   * @param best the symbol of that name, or null if it is absent
   */
  record Outcome(@Nullable List<String> found, @Nullable String best) {
  }
}
