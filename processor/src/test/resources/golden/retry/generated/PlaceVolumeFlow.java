package demo.retry;

import io.backstitch.BoundFlow;
import io.backstitch.FlowDefinition;
import io.backstitch.annotation.FlowContract;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The flow of {@link PlaceVolume}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "place-volume",
    version = "1.0",
    optionalOutputs = "open"
)
public final class PlaceVolumeFlow extends FlowDefinition<PlaceVolumeFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "place-volume";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(PlaceVolumeAtoms.FlowRetry.SERVERS, false),
      new Provision(PlaceVolumeAtoms.CreateAtom.SIZE, false),
      new Provision(PlaceVolumeAtoms.UploadAtom.FILES, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(PlaceVolumeAtoms.CreateAtom.VOLUME, false),
      new Provision(PlaceVolumeAtoms.CheckAtom.OPEN, true),
      new Provision(PlaceVolumeAtoms.PortsAtom.PORTS, false));

  private PlaceVolumeFlow(PlaceVolume holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  public static PlaceVolumeFlow of(PlaceVolume holder) {
    return new PlaceVolumeFlow(
            Objects.requireNonNull(
                holder, "PlaceVolumeFlow.of was given null in place of an object of PlaceVolume"));
  }

  private static FlowPattern patternOf(PlaceVolume holder) {
    return GraphFlow.named(NAME)
        .retry(PlaceVolumeAtoms.flowRetry(holder))
        .add(PlaceVolumeAtoms.create(holder))
        .add(
            LinearFlow.named("upload")
                .retry(PlaceVolumeAtoms.uploadRetry(holder))
                .add(PlaceVolumeAtoms.upload(holder)))
        .add(
            LinearFlow.named("check")
                .retry(PlaceVolumeAtoms.checkRetry(holder))
                .add(PlaceVolumeAtoms.check(holder))
                .decider(PlaceVolumeAtoms.isToBeChecked(holder)))
        .add(PlaceVolumeAtoms.ports(holder))
        .add(
            LinearFlow.named("clean")
                .retry(PlaceVolumeAtoms.cleanRetry(holder))
                .add(PlaceVolumeAtoms.clean(holder)))
        .add(
            LinearFlow.named("tell")
                .retry(PlaceVolumeAtoms.tellRetry(holder))
                .add(PlaceVolumeAtoms.tell(holder)))
        .link("upload", "check")
        .link("check", "clean");
  }

  /**
   * Binds inputs to the flow.
   *
   * @param servers the input of that name
   * @param size the input of that name
   * @param files the input of that name
   * @return the flow with its inputs, ready to start
   */
  public BoundFlow<Outcome> with(Collection<String> servers, long size, List<String> files) {
    return bind(servers, size, files);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  public BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.servers(), inputs.size(), inputs.files());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param servers the input of that name
   * @param size the input of that name
   * @param files the input of that name
   * @return what the tasks have provided
   */
  public Outcome run(Collection<String> servers, long size, List<String> files) {
    return with(servers, size, files).run();
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
        results.get(PlaceVolumeAtoms.CreateAtom.VOLUME),
        results.getOrNull(PlaceVolumeAtoms.CheckAtom.OPEN),
        results.get(PlaceVolumeAtoms.PortsAtom.PORTS));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param servers the input of that name
   * @param size the input of that name
   * @param files the input of that name
   */
  public record Inputs(Collection<String> servers, long size, List<String> files) {
    public Inputs {
      Objects.requireNonNull(servers, "input 'servers' of flow 'place-volume'");
      Objects.requireNonNull(files, "input 'files' of flow 'place-volume'");
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
      private @Nullable Collection<String> servers;

      private @Nullable Long size;

      private @Nullable List<String> files;

      private Builder() {
      }

      /**
       * Sets the input {@code servers}.
       *
       * @param servers the value
       * @return this builder
       */
      public Builder servers(Collection<String> servers) {
        this.servers = servers;
        return this;
      }

      /**
       * Sets the input {@code size}.
       *
       * @param size the value
       * @return this builder
       */
      public Builder size(long size) {
        this.size = size;
        return this;
      }

      /**
       * Sets the input {@code files}.
       *
       * @param files the value
       * @return this builder
       */
      public Builder files(List<String> files) {
        this.files = files;
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
            Objects.requireNonNull(servers, "input 'servers' of flow 'place-volume'"),
            Objects.requireNonNull(size, "input 'size' of flow 'place-volume'"),
            Objects.requireNonNull(files, "input 'files' of flow 'place-volume'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param volume the symbol of that name
   * @param open the symbol of that name, or null if it is absent
   * @param ports the symbol of that name
   */
  public record Outcome(long volume, @Nullable Integer open, int[] ports) {
  }
}
