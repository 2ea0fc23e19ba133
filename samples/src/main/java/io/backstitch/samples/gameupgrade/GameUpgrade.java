package io.backstitch.samples.gameupgrade;

import io.backstitch.FlowFailures;
import io.backstitch.TaskContext;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Result;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades a game server: stops it, backs up and upgrades its database and at the same time its
 * application, and starts it again. If a step fails, everything is put back.
 *
 * <p>Nothing here says in which order the steps run. {@code upgradeDatabase} takes the backup, so
 * it runs after {@code backUpDatabase}; {@code upgradeApp} takes no more than the stopped server,
 * so it runs beside the two.
 *
 * <p>Every step may be repeated after a crash, so each starts from whatever it finds.
 */
@Flow("game-upgrade")
class GameUpgrade {

  /** Writes down each step as it runs, and lets one go wrong if it was asked to. */
  private final Rehearsal rehearsal;

  GameUpgrade(Rehearsal rehearsal) {
    this.rehearsal = rehearsal;
  }

  @Task
  @Provides("stopped")
  StoppedServer stopServer(@Input GameServer server, TaskContext task) throws Exception {
    return rehearsal.step(task, halfWay -> ServerControl.stop(server, halfWay));
  }

  @Revert("stopServer")
  void restartServer(
      @Input GameServer server, @Result @Nullable StoppedServer stopped, TaskContext task)
      throws Exception {
    rehearsal.wayBack(task, halfWay -> ServerControl.restart(server, stopped, halfWay));
  }

  @Task
  @Provides("backup")
  Path backUpDatabase(StoppedServer stopped, @Input Database database, TaskContext task)
      throws Exception {
    return rehearsal.step(task, halfWay -> DatabaseUpgrade.backUp(database, halfWay));
  }

  @Revert("backUpDatabase")
  void deleteBackup(@Input Database database, TaskContext task) throws Exception {
    rehearsal.wayBack(task, halfWay -> DatabaseUpgrade.deleteBackup(database, halfWay));
  }

  @Task
  @Provides("schema")
  SchemaVersion upgradeDatabase(Path backup, @Input Database database, TaskContext task)
      throws Exception {
    return rehearsal.step(task, halfWay -> DatabaseUpgrade.upgrade(database, halfWay));
  }

  @Revert("upgradeDatabase")
  void restoreDatabase(
      Path backup, @Input Database database, FlowFailures failures, TaskContext task)
      throws Exception {
    // If the upgrade itself went wrong, somebody will want to look at what it left.
    boolean keepBroken = failures.of(task.atom()).isPresent();
    rehearsal.wayBack(
        task, halfWay -> DatabaseUpgrade.restore(database, backup, keepBroken, halfWay));
  }

  @Task
  @Provides("app")
  AppVersion upgradeApp(StoppedServer stopped, @Input AppVersion target, TaskContext task)
      throws Exception {
    AppDirectory apps = AppDirectory.of(stopped.server());
    return rehearsal.step(task, halfWay -> apps.upgrade(target, halfWay));
  }

  @Revert("upgradeApp")
  void restoreApp(StoppedServer stopped, @Input AppVersion target, TaskContext task)
      throws Exception {
    AppDirectory apps = AppDirectory.of(stopped.server());
    rehearsal.wayBack(task, halfWay -> apps.putBack(stopped.version(), target, halfWay));
  }

  @Task
  void startServer(@Input GameServer server, SchemaVersion schema, AppVersion app, TaskContext task)
      throws Exception {
    rehearsal.step(task, halfWay -> ServerControl.start(server, schema, app, halfWay));
  }

  @Revert("startServer")
  void stopServerAgain(@Input GameServer server, TaskContext task) throws Exception {
    rehearsal.wayBack(
        task,
        halfWay -> {
          ServerControl.stop(server);
          halfWay.reached();
        });
  }
}
