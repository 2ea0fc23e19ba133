package demo.graph;

import io.backstitch.FlowFailures;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import java.nio.file.Path;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link GameUpgrade}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class GameUpgradeAtoms {
  private GameUpgradeAtoms() {
  }

  /**
   * The atom of {@link GameUpgrade#stopServer(GameUpgrade.GameServer)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom stopServer(GameUpgrade holder) {
    return StopServerAtom.of(holder);
  }

  /**
   * The atom of {@link GameUpgrade#backUpDatabase(GameUpgrade.StoppedServer, GameUpgrade.Database)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom backUpDatabase(GameUpgrade holder) {
    return BackUpDatabaseAtom.of(holder);
  }

  /**
   * The atom of {@link GameUpgrade#upgradeDatabase(Path, GameUpgrade.Database)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom upgradeDatabase(GameUpgrade holder) {
    return UpgradeDatabaseAtom.of(holder);
  }

  /**
   * The atom of {@link GameUpgrade#upgradeApp(GameUpgrade.StoppedServer, GameUpgrade.AppVersion)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom upgradeApp(GameUpgrade holder) {
    return UpgradeAppAtom.of(holder);
  }

  /**
   * The atom of {@link GameUpgrade#startServer(GameUpgrade.GameServer, GameUpgrade.SchemaVersion, GameUpgrade.AppVersion)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom startServer(GameUpgrade holder) {
    return StartServerAtom.of(holder);
  }

  /**
   * The atom of {@link GameUpgrade#announce()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom announce(GameUpgrade holder) {
    return AnnounceAtom.of(holder);
  }

  static final class StopServerAtom implements TaskBody, RevertBody {
    static final Symbol<GameUpgrade.GameServer> SERVER = Symbol.of("server",
        GameUpgrade.GameServer.class);

    static final Symbol<GameUpgrade.StoppedServer> STOPPED = Symbol.of("stopped",
        GameUpgrade.StoppedServer.class);

    private final GameUpgrade holder;

    private StopServerAtom(GameUpgrade holder) {
      this.holder = holder;
    }

    static Atom of(GameUpgrade holder) {
      StopServerAtom task = new StopServerAtom(holder);
      return Atom.named("stopServer")
          .version("1.0")
          .requires(SERVER)
          .provides(STOPPED)
          .executes(task)
          .revertRequires(SERVER)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      GameUpgrade.GameServer server = in.get(0, SERVER);
      return holder.stopServer(server);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      GameUpgrade.GameServer server = in.get(0, SERVER);
      GameUpgrade. @Nullable StoppedServer stopped = in.result(STOPPED.type());
      holder.restartServer(server, stopped);
    }
  }

  static final class BackUpDatabaseAtom implements TaskBody {
    static final Symbol<GameUpgrade.StoppedServer> STOPPED = Symbol.of("stopped",
        GameUpgrade.StoppedServer.class);

    static final Symbol<GameUpgrade.Database> DATABASE = Symbol.of("database",
        GameUpgrade.Database.class);

    static final Symbol<Path> BACKUP = Symbol.of("backup", Path.class);

    private final GameUpgrade holder;

    private BackUpDatabaseAtom(GameUpgrade holder) {
      this.holder = holder;
    }

    static Atom of(GameUpgrade holder) {
      BackUpDatabaseAtom task = new BackUpDatabaseAtom(holder);
      return Atom.named("backUpDatabase")
          .version("1.0")
          .requires(STOPPED)
          .requires(DATABASE)
          .provides(BACKUP)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      GameUpgrade.StoppedServer stopped = in.get(0, STOPPED);
      GameUpgrade.Database database = in.get(1, DATABASE);
      return holder.backUpDatabase(stopped, database);
    }
  }

  static final class UpgradeDatabaseAtom implements TaskBody, RevertBody {
    static final Symbol<Path> BACKUP = Symbol.of("backup", Path.class);

    static final Symbol<GameUpgrade.Database> DATABASE = Symbol.of("database",
        GameUpgrade.Database.class);

    static final Symbol<GameUpgrade.SchemaVersion> SCHEMA = Symbol.of("schema",
        GameUpgrade.SchemaVersion.class);

    private final GameUpgrade holder;

    private UpgradeDatabaseAtom(GameUpgrade holder) {
      this.holder = holder;
    }

    static Atom of(GameUpgrade holder) {
      UpgradeDatabaseAtom task = new UpgradeDatabaseAtom(holder);
      return Atom.named("upgradeDatabase")
          .version("1.0")
          .requires(BACKUP)
          .requires(DATABASE)
          .provides(SCHEMA)
          .executes(task)
          .revertRequires(BACKUP)
          .revertRequires(DATABASE)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      Path backup = in.get(0, BACKUP);
      GameUpgrade.Database database = in.get(1, DATABASE);
      return holder.upgradeDatabase(backup, database);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      Path backup = in.get(0, BACKUP);
      GameUpgrade.Database database = in.get(1, DATABASE);
      FlowFailures failures = in.failures();
      holder.restoreDatabase(backup, database, failures);
    }
  }

  static final class UpgradeAppAtom implements TaskBody {
    static final Symbol<GameUpgrade.StoppedServer> STOPPED = Symbol.of("stopped",
        GameUpgrade.StoppedServer.class);

    static final Symbol<GameUpgrade.AppVersion> TARGET = Symbol.of("target",
        GameUpgrade.AppVersion.class);

    static final Symbol<GameUpgrade.AppVersion> APP = Symbol.of("app",
        GameUpgrade.AppVersion.class);

    private final GameUpgrade holder;

    private UpgradeAppAtom(GameUpgrade holder) {
      this.holder = holder;
    }

    static Atom of(GameUpgrade holder) {
      UpgradeAppAtom task = new UpgradeAppAtom(holder);
      return Atom.named("upgradeApp")
          .version("1.0")
          .requires(STOPPED)
          .requires(TARGET)
          .provides(APP)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      GameUpgrade.StoppedServer stopped = in.get(0, STOPPED);
      GameUpgrade.AppVersion target = in.get(1, TARGET);
      return holder.upgradeApp(stopped, target);
    }
  }

  static final class StartServerAtom implements TaskBody {
    static final Symbol<GameUpgrade.GameServer> SERVER = Symbol.of("server",
        GameUpgrade.GameServer.class);

    static final Symbol<GameUpgrade.SchemaVersion> SCHEMA = Symbol.of("schema",
        GameUpgrade.SchemaVersion.class);

    static final Symbol<GameUpgrade.AppVersion> APP = Symbol.of("app",
        GameUpgrade.AppVersion.class);

    private final GameUpgrade holder;

    private StartServerAtom(GameUpgrade holder) {
      this.holder = holder;
    }

    static Atom of(GameUpgrade holder) {
      StartServerAtom task = new StartServerAtom(holder);
      return Atom.named("startServer")
          .version("1.0")
          .requires(SERVER)
          .requires(SCHEMA)
          .requires(APP)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      GameUpgrade.GameServer server = in.get(0, SERVER);
      GameUpgrade.SchemaVersion schema = in.get(1, SCHEMA);
      GameUpgrade.AppVersion app = in.get(2, APP);
      holder.startServer(server, schema, app);
      return null;
    }
  }

  static final class AnnounceAtom implements TaskBody {
    private final GameUpgrade holder;

    private AnnounceAtom(GameUpgrade holder) {
      this.holder = holder;
    }

    static Atom of(GameUpgrade holder) {
      AnnounceAtom task = new AnnounceAtom(holder);
      return Atom.named("announce")
          .version("1.2")
          .priority(5)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      holder.announce();
      return null;
    }
  }
}
