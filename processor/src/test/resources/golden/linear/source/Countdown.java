package demo.linear;

import io.backstitch.TaskContext;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Pattern;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Requires;
import io.backstitch.annotation.Task;

@Flow(pattern = Pattern.LINEAR, version = "2.1")
public class Countdown {

  @Task
  @Provides("count")
  public int start(@Input int from) {
    return from;
  }

  @Task("decrement")
  @Provides("count")
  public Integer minusOne(int count, TaskContext context) {
    return count - 1;
  }

  @Task
  public static void print(@Requires("count") Number in, @Input String holder) {}

  @Task
  void done(@Input String[] words) {}
}
