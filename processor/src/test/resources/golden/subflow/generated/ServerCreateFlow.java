package demo.subflow;

import io.backstitch.BoundFlow;
import io.backstitch.FlowDefinition;
import io.backstitch.annotation.FlowContract;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The flow of {@link ServerCreate}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "server-create",
    version = "1.0"
)
final class ServerCreateFlow extends FlowDefinition<ServerCreateFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "server-create";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final Symbol<Integer> ROOT_SIZE = Symbol.of("rootSize", Integer.class);

  private static final Symbol<Integer> SIZE = Symbol.of("size", Integer.class);

  private static final Symbol<List<String>> ROOT_PARTS = Symbol.of("rootParts",
      ValueType.of(List.class, ValueType.of(String.class)));

  private static final List<Provision> INPUTS = List.of(
      new Provision(ROOT_SIZE, false),
      new Provision(ServerCreateAtoms.LabelsAtom.LABEL, false),
      new Provision(SIZE, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(ServerCreateAtoms.BootAtom.ROOT, false),
      new Provision(ROOT_PARTS, false),
      new Provision(ServerCreateAtoms.BootAtom.DATA, false),
      new Provision(ServerCreateAtoms.BootAtom.DATA_PARTS, false),
      new Provision(ServerCreateAtoms.LabelsAtom.LABELS, false));

  private static final List<Provision> VOLUME_CREATE_INPUTS = List.of(
      new Provision(Symbol.of("size", Integer.class), false),
      new Provision(Symbol.of("label", String.class), true),
      new Provision(Symbol.of("labels", ValueType.of(List.class,
      ValueType.of(String.class))), false));

  private static final List<Provision> VOLUME_CREATE_OUTPUTS = List.of(
      new Provision(Symbol.of("volume", VolumeCreate.Volume.class), false),
      new Provision(Symbol.of("parts", ValueType.of(List.class,
      ValueType.of(String.class))), false));

  private ServerCreateFlow(ServerCreate holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static ServerCreateFlow of(ServerCreate holder) {
    return new ServerCreateFlow(
            Objects.requireNonNull(
                holder, "ServerCreateFlow.of was given null in place of an object of ServerCreate"));
  }

  private static FlowPattern patternOf(ServerCreate holder) {
    return GraphFlow.named(NAME)
        .add(rootDisk(holder))
        .add(dataDisk(holder))
        .add(ServerCreateAtoms.labels(holder))
        .add(ServerCreateAtoms.boot(holder))
        .link("rootDisk", "data-disk")
        .link("data-disk", "boot");
  }

  private static FlowPattern rootDisk(ServerCreate holder) {
    return VolumeCreateFlow.of(
            Objects.requireNonNull(
                holder.rootDisk(), "Component rootDisk of ServerCreate, a sub-flow, is null"))
        .nested(
            "rootDisk",
            Map.of("size", "rootSize", "volume", "root", "parts", "rootParts"),
            VOLUME_CREATE_INPUTS,
            VOLUME_CREATE_OUTPUTS);
  }

  private static FlowPattern dataDisk(ServerCreate holder) {
    return VolumeCreateFlow.of(
            Objects.requireNonNull(
                holder.dataDisk(), "Component dataDisk of ServerCreate, a sub-flow, is null"))
        .nested(
            "data-disk",
            Map.of("volume", "data", "parts", "dataParts"),
            VOLUME_CREATE_INPUTS,
            VOLUME_CREATE_OUTPUTS);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param rootSize the input of that name
   * @param label the input of that name
   * @param size the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(int rootSize, String label, int size) {
    return bind(rootSize, label, size);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.rootSize(), inputs.label(), inputs.size());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param rootSize the input of that name
   * @param label the input of that name
   * @param size the input of that name
   * @return what the tasks have provided
   */
  Outcome run(int rootSize, String label, int size) {
    return with(rootSize, label, size).run();
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
        results.get(ServerCreateAtoms.BootAtom.ROOT),
        results.get(ROOT_PARTS),
        results.get(ServerCreateAtoms.BootAtom.DATA),
        results.get(ServerCreateAtoms.BootAtom.DATA_PARTS),
        results.get(ServerCreateAtoms.LabelsAtom.LABELS));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param rootSize the input of that name
   * @param label the input of that name
   * @param size the input of that name
   */
  record Inputs(int rootSize, String label, int size) {
    Inputs {
      Objects.requireNonNull(label, "input 'label' of flow 'server-create'");
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
      private @Nullable Integer rootSize;

      private @Nullable String label;

      private @Nullable Integer size;

      private Builder() {
      }

      /**
       * Sets the input {@code rootSize}.
       *
       * @param rootSize the value
       * @return this builder
       */
      Builder rootSize(int rootSize) {
        this.rootSize = rootSize;
        return this;
      }

      /**
       * Sets the input {@code label}.
       *
       * @param label the value
       * @return this builder
       */
      Builder label(String label) {
        this.label = label;
        return this;
      }

      /**
       * Sets the input {@code size}.
       *
       * @param size the value
       * @return this builder
       */
      Builder size(int size) {
        this.size = size;
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
            Objects.requireNonNull(rootSize, "input 'rootSize' of flow 'server-create'"),
            Objects.requireNonNull(label, "input 'label' of flow 'server-create'"),
            Objects.requireNonNull(size, "input 'size' of flow 'server-create'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param root the symbol of that name
   * @param rootParts the symbol of that name
   * @param data the symbol of that name
   * @param dataParts the symbol of that name
   * @param labels the symbol of that name
   */
  record Outcome(VolumeCreate.Volume root, List<String> rootParts, VolumeCreate.Volume data,
      List<String> dataParts, List<String> labels) {
  }
}
