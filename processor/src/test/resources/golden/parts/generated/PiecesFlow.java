package demo.parts;

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
 * The flow of {@link Pieces}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "pieces",
    version = "1.0",
    optionalOutputs = {
        "user",
        "zone"
    }
)
final class PiecesFlow extends FlowDefinition<PiecesFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "pieces";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of();

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(PiecesAtoms.PairAtom.PRIMARY, false),
      new Provision(PiecesAtoms.PairAtom.MIRROR, false),
      new Provision(PiecesAtoms.NumbersAtom.LEFT, false),
      new Provision(PiecesAtoms.NumbersAtom.RIGHT, false),
      new Provision(PiecesAtoms.SizesAtom.SMALL, false),
      new Provision(PiecesAtoms.SizesAtom.LARGE, false),
      new Provision(PiecesAtoms.BootAtom.HOST, false),
      new Provision(PiecesAtoms.BootAtom.PORT, false),
      new Provision(PiecesAtoms.BootAtom.USER, true),
      new Provision(PiecesAtoms.BootAtom.ZONE, true));

  private PiecesFlow(Pieces holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static PiecesFlow of(Pieces holder) {
    return new PiecesFlow(
            Objects.requireNonNull(
                holder, "PiecesFlow.of was given null in place of an object of Pieces"));
  }

  private static FlowPattern patternOf(Pieces holder) {
    return GraphFlow.named(NAME)
        .add(PiecesAtoms.pair(holder))
        .add(PiecesAtoms.numbers(holder))
        .add(PiecesAtoms.sizes(holder))
        .add(PiecesAtoms.boot(holder))
        .add(PiecesAtoms.connect(holder))
        .link("boot", "connect");
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
        results.get(PiecesAtoms.PairAtom.PRIMARY),
        results.get(PiecesAtoms.PairAtom.MIRROR),
        results.get(PiecesAtoms.NumbersAtom.LEFT),
        results.get(PiecesAtoms.NumbersAtom.RIGHT),
        results.get(PiecesAtoms.SizesAtom.SMALL),
        results.get(PiecesAtoms.SizesAtom.LARGE),
        results.get(PiecesAtoms.BootAtom.HOST),
        results.get(PiecesAtoms.BootAtom.PORT),
        results.getOrNull(PiecesAtoms.BootAtom.USER),
        results.getOrNull(PiecesAtoms.BootAtom.ZONE));
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
   * @param mirror the symbol of that name
   * @param left the symbol of that name
   * @param right the symbol of that name
   * @param small the symbol of that name
   * @param large the symbol of that name
   * @param host the symbol of that name
   * @param port the symbol of that name
   * @param user the symbol of that name, or null if it is absent
   * @param zone the symbol of that name, or null if it is absent
   */
  record Outcome(String primary, String mirror, int left, int right, Number small, Number large,
      String host, int port, @Nullable String user, @Nullable String zone) {
  }
}
