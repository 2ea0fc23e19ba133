package demo.retrysubflow;

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
 * The flow of {@link FetchImage}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "fetch-image",
    version = "1.0"
)
final class FetchImageFlow extends FlowDefinition<FetchImageFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "fetch-image";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(FetchImageAtoms.DownloadAtom.SERVER, false),
      new Provision(FetchImageAtoms.DownloadAtom.NAME, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(FetchImageAtoms.DownloadAtom.IMAGE, false));

  private FetchImageFlow(FetchImage holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static FetchImageFlow of(FetchImage holder) {
    return new FetchImageFlow(
            Objects.requireNonNull(
                holder, "FetchImageFlow.of was given null in place of an object of FetchImage"));
  }

  private static FlowPattern patternOf(FetchImage holder) {
    return GraphFlow.named(NAME)
        .add(FetchImageAtoms.download(holder));
  }

  /**
   * Binds inputs to the flow.
   *
   * @param server the input of that name
   * @param name the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(String server, String name) {
    return bind(server, name);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.server(), inputs.name());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param server the input of that name
   * @param name the input of that name
   * @return what the tasks have provided
   */
  Outcome run(String server, String name) {
    return with(server, name).run();
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
        results.get(FetchImageAtoms.DownloadAtom.IMAGE));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param server the input of that name
   * @param name the input of that name
   */
  record Inputs(String server, String name) {
    Inputs {
      Objects.requireNonNull(server, "input 'server' of flow 'fetch-image'");
      Objects.requireNonNull(name, "input 'name' of flow 'fetch-image'");
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
      private @Nullable String server;

      private @Nullable String name;

      private Builder() {
      }

      /**
       * Sets the input {@code server}.
       *
       * @param server the value
       * @return this builder
       */
      Builder server(String server) {
        this.server = server;
        return this;
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
            Objects.requireNonNull(server, "input 'server' of flow 'fetch-image'"),
            Objects.requireNonNull(name, "input 'name' of flow 'fetch-image'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param image the symbol of that name
   */
  record Outcome(String image) {
  }
}
