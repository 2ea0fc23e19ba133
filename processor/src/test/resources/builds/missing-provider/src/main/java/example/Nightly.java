package example;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Task;
import java.nio.file.Path;

@Flow("nightly")
class Nightly {

  @Task
  @Provides("snapshots")
  Path take() {
    return Path.of("snapshot");
  }

  @Task
  void upload(Path snapshot) {
    throw new AssertionError(snapshot);
  }
}
