package demo.decider;

import io.backstitch.annotation.Decider;
import io.backstitch.annotation.Depth;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Task;
import java.util.Optional;

/** Deciders: several for one task, some that skip more, and what may be absent then. */
@Flow
class Volumes {

  @Task
  @Provides("usage")
  int measure(@Input String volume) {
    return volume.length();
  }

  @Decider("grow")
  boolean isNearlyFull(int usage, @Input Optional<Integer> limit) {
    return usage > limit.orElse(80);
  }

  @Decider("grow")
  static boolean isWanted(@Input boolean wanted) {
    return wanted;
  }

  @Task
  @Provides("grown")
  int grow(int usage) {
    return usage * 2;
  }

  @Decider(value = "tell", depth = Depth.FLOW)
  boolean hasReader() {
    return true;
  }

  @Task
  @Provides("told")
  String tell(Optional<Integer> grown) {
    return "grown: " + grown;
  }

  @Task
  void archive(String told) {
    throw new IllegalStateException(told);
  }
}
