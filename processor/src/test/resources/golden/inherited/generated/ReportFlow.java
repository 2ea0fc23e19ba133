package demo.inherited;

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
 * The flow of {@link Report}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "report",
    version = "1.0"
)
final class ReportFlow extends FlowDefinition<ReportFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "report";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(ReportAtoms.ReadAtom.SOURCE, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(ReportAtoms.ReadAtom.TEXT, false),
      new Provision(ReportAtoms.CheckAtom.SUM, false));

  private ReportFlow(Report holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static ReportFlow of(Report holder) {
    return new ReportFlow(
            Objects.requireNonNull(
                holder, "ReportFlow.of was given null in place of an object of Report"));
  }

  private static FlowPattern patternOf(Report holder) {
    return GraphFlow.named(NAME)
        .add(ReportAtoms.read(holder))
        .add(ReportAtoms.print(holder))
        .add(ReportAtoms.check(holder));
  }

  /**
   * Binds inputs to the flow.
   *
   * @param source the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(List<String> source) {
    return bind(source);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.source());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param source the input of that name
   * @return what the tasks have provided
   */
  Outcome run(List<String> source) {
    return with(source).run();
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
        results.get(ReportAtoms.ReadAtom.TEXT),
        results.get(ReportAtoms.CheckAtom.SUM));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param source the input of that name
   */
  record Inputs(List<String> source) {
    Inputs {
      Objects.requireNonNull(source, "input 'source' of flow 'report'");
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
      private @Nullable List<String> source;

      private Builder() {
      }

      /**
       * Sets the input {@code source}.
       *
       * @param source the value
       * @return this builder
       */
      Builder source(List<String> source) {
        this.source = source;
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
            Objects.requireNonNull(source, "input 'source' of flow 'report'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param text the symbol of that name
   * @param sum the symbol of that name
   */
  record Outcome(String text, int sum) {
  }
}
