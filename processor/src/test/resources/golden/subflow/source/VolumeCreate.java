package demo.subflow;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flow that others nest. */
@Flow("volume-create")
class VolumeCreate {

  record Volume(int size) {}

  @Task
  @Provides("volume")
  Volume allocate(@Input int size, @Input @Nullable String label) {
    return new Volume(size);
  }

  @Task
  @Provides("parts")
  List<String> format(Volume volume, @Input List<String> labels) {
    return labels;
  }
}
