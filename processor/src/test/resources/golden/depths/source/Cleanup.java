package demo.depths;

import io.backstitch.annotation.Decider;
import io.backstitch.annotation.Depth;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Task;

/** A decider of each depth. */
@Flow
class Cleanup {

  @Decider(value = "logs", depth = Depth.ATOM)
  boolean hasLogs(@Input int logs) {
    return logs > 0;
  }

  @Task
  void logs() {}

  @Decider(value = "caches", depth = Depth.NEIGHBORS)
  boolean hasCaches(@Input int caches) {
    return caches > 0;
  }

  @Task(after = "logs")
  void caches() {}

  @Decider(value = "images", depth = Depth.FLOW)
  boolean hasImages(@Input int images) {
    return images > 0;
  }

  @Task(after = "caches")
  void images() {}

  @Decider(value = "disks", depth = Depth.ALL)
  boolean hasDisks(@Input int disks) {
    return disks > 0;
  }

  @Task(after = "images")
  void disks() {}
}
