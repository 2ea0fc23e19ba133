package demo.retrysubflow;

import io.backstitch.BoundFlow;
import io.backstitch.FlowDefinition;
import io.backstitch.annotation.FlowContract;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The flow of {@link InstallServer}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "install-server",
    version = "1.0",
    optionalOutputs = "tools"
)
final class InstallServerFlow extends FlowDefinition<InstallServerFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "install-server";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final Symbol<String> NAME_ = Symbol.of("name", String.class);

  private static final Symbol<String> TOOL_SERVER = Symbol.of("toolServer", String.class);

  private static final Symbol<String> TOOL = Symbol.of("tool", String.class);

  private static final Symbol<String> FONT = Symbol.of("font", String.class);

  private static final Symbol<String> FONTS = Symbol.of("fonts", String.class);

  private static final List<Provision> INPUTS = List.of(
      new Provision(NAME_, false),
      new Provision(TOOL_SERVER, false),
      new Provision(TOOL, false),
      new Provision(FONT, false),
      new Provision(InstallServerAtoms.MirrorsAtom.KNOWN, false),
      new Provision(InstallServerAtoms.WantsToolsDecider.FULL, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(InstallServerAtoms.BootAtom.SYSTEM, false),
      new Provision(InstallServerAtoms.BootAtom.TOOLS, true),
      new Provision(FONTS, false),
      new Provision(InstallServerAtoms.MirrorsAtom.MIRRORS, false));

  private static final List<Provision> FETCH_IMAGE_INPUTS = List.of(
      new Provision(Symbol.of("server", String.class), false),
      new Provision(Symbol.of("name", String.class), false));

  private static final List<Provision> FETCH_IMAGE_OUTPUTS = List.of(
      new Provision(Symbol.of("image", String.class), false));

  private InstallServerFlow(InstallServer holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static InstallServerFlow of(InstallServer holder) {
    return new InstallServerFlow(
            Objects.requireNonNull(
                holder, "InstallServerFlow.of was given null in place of an object of InstallServer"));
  }

  private static FlowPattern patternOf(InstallServer holder) {
    return GraphFlow.named(NAME)
        .add(
            LinearFlow.named("system")
                .retry(InstallServerAtoms.systemRetry(holder))
                .add(system(holder)))
        .add(
            LinearFlow.named("tools-image")
                .retry(InstallServerAtoms.toolsRetry(holder))
                .add(tools(holder))
                .decider(InstallServerAtoms.wantsTools(holder)))
        .add(
            LinearFlow.named("fonts")
                .retry(InstallServerAtoms.fontsRetry(holder))
                .add(fonts(holder)))
        .add(InstallServerAtoms.mirrors(holder))
        .add(InstallServerAtoms.boot(holder))
        .link("fonts", "boot")
        .link("tools-image", "boot");
  }

  private static FlowPattern system(InstallServer holder) {
    return FetchImageFlow.of(
            Objects.requireNonNull(
                holder.system(), "Component system of InstallServer, a sub-flow, is null"))
        .nested(
            "system",
            Map.of("server", "mirror", "image", "system"),
            FETCH_IMAGE_INPUTS,
            FETCH_IMAGE_OUTPUTS);
  }

  private static FlowPattern tools(InstallServer holder) {
    return FetchImageFlow.of(
            Objects.requireNonNull(
                holder.tools(), "Component tools of InstallServer, a sub-flow, is null"))
        .nested(
            "tools-image",
            Map.of("server", "toolServer", "name", "tool", "image", "tools"),
            FETCH_IMAGE_INPUTS,
            FETCH_IMAGE_OUTPUTS);
  }

  private static FlowPattern fonts(InstallServer holder) {
    return FetchImageFlow.of(
            Objects.requireNonNull(
                holder.fonts(), "Component fonts of InstallServer, a sub-flow, is null"))
        .nested(
            "fonts",
            Map.of("server", "toolServer", "name", "font", "image", "fonts"),
            FETCH_IMAGE_INPUTS,
            FETCH_IMAGE_OUTPUTS);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param name the input of that name
   * @param toolServer the input of that name
   * @param tool the input of that name
   * @param font the input of that name
   * @param known the input of that name
   * @param full the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(String name, String toolServer, String tool, String font,
      List<String> known, boolean full) {
    return bind(name, toolServer, tool, font, known, full);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.name(), inputs.toolServer(), inputs.tool(), inputs.font(), inputs.known(), inputs.full());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param name the input of that name
   * @param toolServer the input of that name
   * @param tool the input of that name
   * @param font the input of that name
   * @param known the input of that name
   * @param full the input of that name
   * @return what the tasks have provided
   */
  Outcome run(String name, String toolServer, String tool, String font, List<String> known,
      boolean full) {
    return with(name, toolServer, tool, font, known, full).run();
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
        results.get(InstallServerAtoms.BootAtom.SYSTEM),
        results.getOrNull(InstallServerAtoms.BootAtom.TOOLS),
        results.get(FONTS),
        results.get(InstallServerAtoms.MirrorsAtom.MIRRORS));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param name the input of that name
   * @param toolServer the input of that name
   * @param tool the input of that name
   * @param font the input of that name
   * @param known the input of that name
   * @param full the input of that name
   */
  record Inputs(String name, String toolServer, String tool, String font, List<String> known,
      boolean full) {
    Inputs {
      Objects.requireNonNull(name, "input 'name' of flow 'install-server'");
      Objects.requireNonNull(toolServer, "input 'toolServer' of flow 'install-server'");
      Objects.requireNonNull(tool, "input 'tool' of flow 'install-server'");
      Objects.requireNonNull(font, "input 'font' of flow 'install-server'");
      Objects.requireNonNull(known, "input 'known' of flow 'install-server'");
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

      private @Nullable String toolServer;

      private @Nullable String tool;

      private @Nullable String font;

      private @Nullable List<String> known;

      private @Nullable Boolean full;

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
       * Sets the input {@code toolServer}.
       *
       * @param toolServer the value
       * @return this builder
       */
      Builder toolServer(String toolServer) {
        this.toolServer = toolServer;
        return this;
      }

      /**
       * Sets the input {@code tool}.
       *
       * @param tool the value
       * @return this builder
       */
      Builder tool(String tool) {
        this.tool = tool;
        return this;
      }

      /**
       * Sets the input {@code font}.
       *
       * @param font the value
       * @return this builder
       */
      Builder font(String font) {
        this.font = font;
        return this;
      }

      /**
       * Sets the input {@code known}.
       *
       * @param known the value
       * @return this builder
       */
      Builder known(List<String> known) {
        this.known = known;
        return this;
      }

      /**
       * Sets the input {@code full}.
       *
       * @param full the value
       * @return this builder
       */
      Builder full(boolean full) {
        this.full = full;
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
            Objects.requireNonNull(name, "input 'name' of flow 'install-server'"),
            Objects.requireNonNull(toolServer, "input 'toolServer' of flow 'install-server'"),
            Objects.requireNonNull(tool, "input 'tool' of flow 'install-server'"),
            Objects.requireNonNull(font, "input 'font' of flow 'install-server'"),
            Objects.requireNonNull(known, "input 'known' of flow 'install-server'"),
            Objects.requireNonNull(full, "input 'full' of flow 'install-server'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param system the symbol of that name
   * @param tools the symbol of that name, or null if it is absent
   * @param fonts the symbol of that name
   * @param mirrors the symbol of that name
   */
  record Outcome(String system, @Nullable String tools, String fonts, List<String> mirrors) {
  }
}
