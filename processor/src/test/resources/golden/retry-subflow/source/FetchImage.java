package demo.retrysubflow;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Requires;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;

/** Is tried by another flow. */
@Flow("fetch-image")
class FetchImage {

  @Task
  @Provides("image")
  String download(@Input String server, @Input String name) {
    return server + name;
  }

  @Revert("download")
  void delete(@Requires("name") String name) {}
}
