package example.servers;

import example.volumes.Volume;
import example.volumes.VolumeCreate;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Subflow;
import io.backstitch.annotation.Task;

/**
 * Creates a server with a disk of its own.
 *
 * @param disk how to get the disk
 */
@Flow("server-create")
public record ServerCreate(@Subflow VolumeCreate disk) {

  @Task
  @Provides("server")
  Server boot(@Input String image, Volume volume) {
    if (image.isEmpty()) {
      throw new IllegalArgumentException("Nothing to boot from " + volume);
    }
    return new Server(image, volume);
  }
}
