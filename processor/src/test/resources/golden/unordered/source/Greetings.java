package demo.unordered;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Pattern;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;

/** Tasks that do not see each other's symbols. */
@Flow(pattern = Pattern.UNORDERED)
class Greetings {

  @Task
  @Provides("mailed")
  String mail(@Input String name) {
    return "mail to " + name;
  }

  @Task(priority = 5)
  @Provides("rung")
  String ring(@Input String name) {
    return "bell of " + name;
  }

  @Revert("ring")
  void apologize(@Input String name) {}
}
