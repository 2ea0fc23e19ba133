package demo.depths;

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
 * The flow of {@link Cleanup}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "cleanup",
    version = "1.0"
)
final class CleanupFlow extends FlowDefinition<CleanupFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "cleanup";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(CleanupAtoms.HasLogsDecider.LOGS, false),
      new Provision(CleanupAtoms.HasCachesDecider.CACHES, false),
      new Provision(CleanupAtoms.HasImagesDecider.IMAGES, false),
      new Provision(CleanupAtoms.HasDisksDecider.DISKS, false));

  private static final List<Provision> OUTPUTS = List.of();

  private CleanupFlow(Cleanup holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static CleanupFlow of(Cleanup holder) {
    return new CleanupFlow(
            Objects.requireNonNull(
                holder, "CleanupFlow.of was given null in place of an object of Cleanup"));
  }

  private static FlowPattern patternOf(Cleanup holder) {
    return GraphFlow.named(NAME)
        .add(
            CleanupAtoms.logs(holder)
                .decider(CleanupAtoms.hasLogs(holder)))
        .add(
            CleanupAtoms.caches(holder)
                .decider(CleanupAtoms.hasCaches(holder)))
        .add(
            CleanupAtoms.images(holder)
                .decider(CleanupAtoms.hasImages(holder)))
        .add(
            CleanupAtoms.disks(holder)
                .decider(CleanupAtoms.hasDisks(holder)))
        .link("logs", "caches")
        .link("caches", "images")
        .link("images", "disks");
  }

  /**
   * Binds inputs to the flow.
   *
   * @param logs the input of that name
   * @param caches the input of that name
   * @param images the input of that name
   * @param disks the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(int logs, int caches, int images, int disks) {
    return bind(logs, caches, images, disks);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.logs(), inputs.caches(), inputs.images(), inputs.disks());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param logs the input of that name
   * @param caches the input of that name
   * @param images the input of that name
   * @param disks the input of that name
   * @return what the tasks have provided
   */
  Outcome run(int logs, int caches, int images, int disks) {
    return with(logs, caches, images, disks).run();
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
    return new Outcome();
  }

  /**
   * What the flow takes from its caller.
   *
   * @param logs the input of that name
   * @param caches the input of that name
   * @param images the input of that name
   * @param disks the input of that name
   */
  record Inputs(int logs, int caches, int images, int disks) {
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
      private @Nullable Integer logs;

      private @Nullable Integer caches;

      private @Nullable Integer images;

      private @Nullable Integer disks;

      private Builder() {
      }

      /**
       * Sets the input {@code logs}.
       *
       * @param logs the value
       * @return this builder
       */
      Builder logs(int logs) {
        this.logs = logs;
        return this;
      }

      /**
       * Sets the input {@code caches}.
       *
       * @param caches the value
       * @return this builder
       */
      Builder caches(int caches) {
        this.caches = caches;
        return this;
      }

      /**
       * Sets the input {@code images}.
       *
       * @param images the value
       * @return this builder
       */
      Builder images(int images) {
        this.images = images;
        return this;
      }

      /**
       * Sets the input {@code disks}.
       *
       * @param disks the value
       * @return this builder
       */
      Builder disks(int disks) {
        this.disks = disks;
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
            Objects.requireNonNull(logs, "input 'logs' of flow 'cleanup'"),
            Objects.requireNonNull(caches, "input 'caches' of flow 'cleanup'"),
            Objects.requireNonNull(images, "input 'images' of flow 'cleanup'"),
            Objects.requireNonNull(disks, "input 'disks' of flow 'cleanup'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   */
  record Outcome() {
  }
}
