package demo.graph;

import io.backstitch.FlowFailures;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Result;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

@Flow("game-upgrade")
class GameUpgrade {

  record GameServer(String host) {}

  record StoppedServer(GameServer server) {}

  record Database(String url) {}

  record SchemaVersion(int number) {}

  record AppVersion(String name) {}

  @Task
  @Provides("stopped")
  StoppedServer stopServer(@Input GameServer server) {
    return new StoppedServer(server);
  }

  @Revert("stopServer")
  void restartServer(@Input GameServer server, @Result @Nullable StoppedServer stopped) {}

  @Task
  @Provides("backup")
  Path backUpDatabase(StoppedServer stopped, @Input Database database) {
    return Path.of(stopped.server().host(), database.url());
  }

  @Task
  @Provides("schema")
  SchemaVersion upgradeDatabase(Path backup, @Input Database database) {
    return new SchemaVersion(backup.getNameCount() + database.url().length());
  }

  @Revert("upgradeDatabase")
  void restoreDatabase(Path backup, @Input Database database, FlowFailures failures) {}

  @Task
  @Provides("app")
  AppVersion upgradeApp(StoppedServer stopped, @Input AppVersion target) {
    return target;
  }

  @Task
  void startServer(@Input GameServer server, SchemaVersion schema, AppVersion app) {}

  @Task(after = "startServer", priority = 5, version = "1.2")
  void announce() {}
}
