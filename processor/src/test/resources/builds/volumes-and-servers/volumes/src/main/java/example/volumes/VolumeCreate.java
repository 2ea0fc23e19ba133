package example.volumes;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;
import java.util.Set;

/**
 * Takes a volume from a pool.
 *
 * @param pool the paths in use
 */
@Flow("volume-create")
public record VolumeCreate(Set<String> pool) {

  @Task
  @Provides("path")
  String allocate(@Input int size) {
    String path = "/volumes/" + size;
    pool.add(path);
    return path;
  }

  @Revert("allocate")
  void release(@Input int size) {
    pool.remove("/volumes/" + size);
  }

  @Task
  @Provides("volume")
  Volume format(String path, @Input int size) {
    return new Volume(path, size);
  }
}
