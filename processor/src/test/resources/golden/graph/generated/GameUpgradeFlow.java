package demo.graph;

import io.backstitch.BoundFlow;
import io.backstitch.FlowDefinition;
import io.backstitch.annotation.FlowContract;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The flow of {@link GameUpgrade}.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
@FlowContract(
    format = 1,
    flow = "game-upgrade",
    version = "1.0"
)
final class GameUpgradeFlow extends FlowDefinition<GameUpgradeFlow.Outcome> {
  /**
   * The name under which runs are stored.
   */
  public static final String NAME = "game-upgrade";

  /**
   * The version of the flow.
   */
  public static final String VERSION = "1.0";

  private static final List<Provision> INPUTS = List.of(
      new Provision(GameUpgradeAtoms.StopServerAtom.SERVER, false),
      new Provision(GameUpgradeAtoms.BackUpDatabaseAtom.DATABASE, false),
      new Provision(GameUpgradeAtoms.UpgradeAppAtom.TARGET, false));

  private static final List<Provision> OUTPUTS = List.of(
      new Provision(GameUpgradeAtoms.StopServerAtom.STOPPED, false),
      new Provision(GameUpgradeAtoms.BackUpDatabaseAtom.BACKUP, false),
      new Provision(GameUpgradeAtoms.UpgradeDatabaseAtom.SCHEMA, false),
      new Provision(GameUpgradeAtoms.UpgradeAppAtom.APP, false));

  private GameUpgradeFlow(GameUpgrade holder) {
    super(NAME, VERSION, patternOf(holder), INPUTS, OUTPUTS);
  }

  /**
   * Makes the flow of an object.
   *
   * @param holder the object whose methods are called, for all runs
   * @return the flow
   */
  static GameUpgradeFlow of(GameUpgrade holder) {
    return new GameUpgradeFlow(
            Objects.requireNonNull(
                holder, "GameUpgradeFlow.of was given null in place of an object of GameUpgrade"));
  }

  private static FlowPattern patternOf(GameUpgrade holder) {
    return GraphFlow.named(NAME)
        .add(GameUpgradeAtoms.stopServer(holder))
        .add(GameUpgradeAtoms.backUpDatabase(holder))
        .add(GameUpgradeAtoms.upgradeDatabase(holder))
        .add(GameUpgradeAtoms.upgradeApp(holder))
        .add(GameUpgradeAtoms.startServer(holder))
        .add(GameUpgradeAtoms.announce(holder))
        .link("startServer", "announce");
  }

  /**
   * Binds inputs to the flow.
   *
   * @param server the input of that name
   * @param database the input of that name
   * @param target the input of that name
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(GameUpgrade.GameServer server, GameUpgrade.Database database,
      GameUpgrade.AppVersion target) {
    return bind(server, database, target);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the inputs
   * @return the flow with its inputs, ready to start
   */
  BoundFlow<Outcome> with(Inputs inputs) {
    return with(inputs.server(), inputs.database(), inputs.target());
  }

  /**
   * Runs the flow now, in memory and in parallel.
   *
   * @param server the input of that name
   * @param database the input of that name
   * @param target the input of that name
   * @return what the tasks have provided
   */
  Outcome run(GameUpgrade.GameServer server, GameUpgrade.Database database,
      GameUpgrade.AppVersion target) {
    return with(server, database, target).run();
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
        results.get(GameUpgradeAtoms.StopServerAtom.STOPPED),
        results.get(GameUpgradeAtoms.BackUpDatabaseAtom.BACKUP),
        results.get(GameUpgradeAtoms.UpgradeDatabaseAtom.SCHEMA),
        results.get(GameUpgradeAtoms.UpgradeAppAtom.APP));
  }

  /**
   * What the flow takes from its caller.
   *
   * @param server the input of that name
   * @param database the input of that name
   * @param target the input of that name
   */
  record Inputs(GameUpgrade.GameServer server, GameUpgrade.Database database,
      GameUpgrade.AppVersion target) {
    Inputs {
      Objects.requireNonNull(server, "input 'server' of flow 'game-upgrade'");
      Objects.requireNonNull(database, "input 'database' of flow 'game-upgrade'");
      Objects.requireNonNull(target, "input 'target' of flow 'game-upgrade'");
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
      private GameUpgrade. @Nullable GameServer server;

      private GameUpgrade. @Nullable Database database;

      private GameUpgrade. @Nullable AppVersion target;

      private Builder() {
      }

      /**
       * Sets the input {@code server}.
       *
       * @param server the value
       * @return this builder
       */
      Builder server(GameUpgrade.GameServer server) {
        this.server = server;
        return this;
      }

      /**
       * Sets the input {@code database}.
       *
       * @param database the value
       * @return this builder
       */
      Builder database(GameUpgrade.Database database) {
        this.database = database;
        return this;
      }

      /**
       * Sets the input {@code target}.
       *
       * @param target the value
       * @return this builder
       */
      Builder target(GameUpgrade.AppVersion target) {
        this.target = target;
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
            Objects.requireNonNull(server, "input 'server' of flow 'game-upgrade'"),
            Objects.requireNonNull(database, "input 'database' of flow 'game-upgrade'"),
            Objects.requireNonNull(target, "input 'target' of flow 'game-upgrade'"));
      }
    }
  }

  /**
   * What the tasks of the flow have provided.
   *
   * @param stopped the symbol of that name
   * @param backup the symbol of that name
   * @param schema the symbol of that name
   * @param app the symbol of that name
   */
  record Outcome(GameUpgrade.StoppedServer stopped, Path backup, GameUpgrade.SchemaVersion schema,
      GameUpgrade.AppVersion app) {
  }
}
