package io.backstitch.samples.gameupgrade;

import io.backstitch.Backstitch;
import io.backstitch.FlowFailedException;
import io.backstitch.FlowRun;
import io.backstitch.FlowState;
import io.backstitch.Recovery;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.samples.GraphDrawing;
import io.backstitch.samples.HelpOption;
import io.backstitch.samples.Interruption;
import io.backstitch.samples.LiveView;
import io.backstitch.samples.PathConverter;
import io.backstitch.samples.SampleException;
import io.backstitch.samples.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows the upgrade of a game server: how it goes well, how it goes back, how it carries on. */
@Command(
    name = "samples/run game-upgrade",
    description = {
      "Upgrades a game server and its database, shows each step, and checks the result.",
      "A run that was killed carries on when the sample is run again in the same directory."
    },
    sortOptions = false)
public final class GameUpgradeSample implements Callable<Integer> {

  private static final String RUN_ID = "upgrade-" + World.NEW.number();

  private final Terminal terminal;

  @Option(
      names = "--fail-at",
      paramLabel = "TASK",
      description = "let this task fail half-way, and see everything put back")
  private @Nullable String failAt;

  @Option(
      names = "--crash-at",
      paramLabel = "TASK",
      description = {
        "kill this process half-way through this task, or, with --fail-at, through undoing it;",
        "run the sample again to go on"
      })
  private @Nullable String crashAt;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      converter = DirectoryConverter.class,
      description =
          "where to play; made if it is missing, and removed at the end"
              + " (default: ${DEFAULT-VALUE})")
  private Path directory = defaultDirectory();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "where the game server answers (default: ${DEFAULT-VALUE}); a run that carries on keeps"
              + " the port it began with")
  private int port = 18480;

  @Option(names = "--keep", description = "leave the directory for you to look at")
  private boolean keep;

  @Mixin
  @SuppressWarnings("unused") // picocli looks at it
  private final HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec spec;

  /**
   * Creates the sample.
   *
   * @param terminal where to show what happens
   */
  public GameUpgradeSample(Terminal terminal) {
    this.terminal = terminal;
  }

  private static Path defaultDirectory() {
    // The script that runs the samples knows where the build puts things, wherever it is called.
    String home = System.getProperty("samples.home");
    return home == null ? Path.of("game-upgrade-sample") : Path.of(home, "target", "game-upgrade");
  }

  @Override
  public Integer call() throws Exception {
    World world = new World(directory);
    GameUpgradeFlow flow =
        GameUpgradeFlow.of(new GameUpgrade(new Rehearsal(world.ledger(), failAt, crashAt)));
    checkTask("--fail-at", failAt, flow);
    checkTask("--crash-at", crashAt, flow);
    try (Interruption interruption = new Interruption();
        world) {
      world.open(port);
      boolean good;
      try {
        good = show(flow, world, interruption);
      } catch (RuntimeException e) {
        if (!interruption.isRequested()) {
          throw e;
        }
        terminal.println("Interrupted; run the sample again to go on.");
        return 1;
      } finally {
        world.stopServer();
      }
      if (good && !keep) {
        world.delete();
      } else {
        terminal.println("See for yourself in " + world.directory());
      }
      return good ? 0 : 1;
    }
  }

  private void checkTask(String option, @Nullable String task, GameUpgradeFlow flow) {
    List<String> tasks = flow.graph().atomNames();
    if (task != null && !tasks.contains(task)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          String.format(
              "Invalid value for option '%s': there is no task '%s'; there are %s",
              option, task, String.join(", ", tasks)));
    }
  }

  private boolean show(GameUpgradeFlow flow, World world, Interruption interruption)
      throws Exception {
    terminal.println("");
    GraphDrawing.draw(flow.graph().asGraph(), terminal.unicode(), terminal.columns() - 2)
        .forEach(line -> terminal.println("  " + line));
    terminal.println("");
    if (world.hasRuns()) {
      terminal.println("Looking for a run that was interrupted");
      try (Backstitch backstitch = open(flow, world, interruption)) {
        List<FlowRun<?>> interrupted = recover(backstitch, world);
        if (!interrupted.isEmpty()) {
          return showEnd(interrupted.get(0), world, true);
        }
      }
    }
    terminal.println("Setting up a game server, version " + World.OLD.number());
    world.prepare(port);
    try (Backstitch backstitch = open(flow, world, interruption)) {
      FlowRun<?> run =
          backstitch.start(flow.with(world.server(), world.database(), World.NEW), RUN_ID);
      return showEnd(run, world, false);
    }
  }

  private static List<FlowRun<?>> recover(Backstitch backstitch, World world) {
    Recovery recovery = backstitch.recover();
    for (Recovery.LeftAlone run : recovery.leftAlone()) {
      throw new SampleException(
          String.format(
              "The run that was interrupted can't carry on: %s; delete %s to begin anew.",
              run.why(), world.directory()));
    }
    return recovery.runs();
  }

  private boolean showEnd(FlowRun<?> run, World world, boolean wasInterrupted) throws Exception {
    FlowFailedException failure = null;
    try {
      run.join();
    } catch (FlowFailedException e) {
      failure = e;
    }
    if (wasInterrupted && run.state() != FlowState.FAILURE) {
      // What interrupted the run may have stopped the server, too, which had been started already.
      if (!ServerControl.isRunning(world.server())) {
        terminal.println("");
        terminal.println("What interrupted the run has ended the server, too. Starting it again.");
      }
      ServerControl.ensureRunning(world.server());
    }
    terminal.println("");
    boolean good =
        failure == null ? Verification.isUpgraded(terminal, world) : showWayBack(failure, world);
    world.finish();
    return good;
  }

  private boolean showWayBack(FlowFailedException e, World world) throws Exception {
    if (e.state() == FlowState.FAILURE) {
      throw new SampleException(String.valueOf(e.getMessage()), e);
    }
    boolean good = Verification.isAsBefore(terminal, world);
    if (e.failures().stream().noneMatch(failure -> failure.isCausedBy(SampleFailure.class))) {
      // Not what was to be shown.
      throw new SampleException(String.valueOf(e.getMessage()), e);
    }
    return good;
  }

  private Backstitch open(GameUpgradeFlow flow, World world, Interruption interruption) {
    List<String> names = new ArrayList<>(flow.graph().atomNames());
    names.add(flow.name());
    Backstitch backstitch =
        Backstitch.builder(JdbcPersistence.h2(world.runsFile()))
            .listener(new LiveView(terminal, names))
            .open()
            .register(flow);
    interruption.closes(backstitch);
    return backstitch;
  }

  /** Reads what was given as {@code --directory}. */
  private static final class DirectoryConverter extends PathConverter {
    DirectoryConverter() {
      super("a directory");
    }
  }

  /** Reads what was given as {@code --port}. */
  private static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("[0-9]{1,5}")) {
        int port = Integer.parseInt(value);
        if (port >= 1 && port <= 65535) {
          return port;
        }
      }
      throw new TypeConversionException("'" + value + "' is not a number from 1 to 65535");
    }
  }
}
