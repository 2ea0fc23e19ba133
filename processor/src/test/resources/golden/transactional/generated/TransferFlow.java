package demo.transactional;

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
 * The flow of {@link Transfer}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "transfer",
    version = "1.0"
)
final class TransferFlow extends FlowDefinition<TransferFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "transfer";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(TransferAtoms.BookAtom.AMOUNT, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(TransferAtoms.BookAtom.BOOKING, false),
      new Provision(TransferAtoms.AnnounceAtom.NOTICE, false));

  private TransferFlow(Transfer holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static TransferFlow of(Transfer holder) {
    return new TransferFlow(
            Objects.requireNonNull(
                holder, "TransferFlow.of was given null in place of an object of Transfer"));
  }

  private static FlowPattern patternOf(Transfer holder) {
    return GraphFlow.named(NAME)
        .add(TransferAtoms.book(holder))
        .add(TransferAtoms.announce(holder))
        .add(TransferAtoms.close(holder));
  }

  /**
   * Binds inputs to the flow.
   *
   * @param amount the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(long amount) {
    return bind(amount);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.amount());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param amount the input of that name
   * @return what the tasks have provided
   */
  Outcome run(long amount) {
    return with(amount).run();
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
        results.get(TransferAtoms.BookAtom.BOOKING),
        results.get(TransferAtoms.AnnounceAtom.NOTICE));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param amount the input of that name
   */
  record Inputs(long amount) {
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
      private @Nullable Long amount;

      private Builder() {
      }

      /**
       * Sets the input {@code amount}.
       *
       * @param amount the value
       * @return this builder
       */
      Builder amount(long amount) {
        this.amount = amount;
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
            Objects.requireNonNull(amount, "input 'amount' of flow 'transfer'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param booking the symbol of that name
   * @param notice the symbol of that name
   */
  record Outcome(long booking, String notice) {
  }
}
