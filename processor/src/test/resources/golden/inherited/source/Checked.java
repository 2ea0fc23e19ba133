package demo.inherited;

import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;

/** What comes with a default method. */
interface Checked {

  @Task
  @Provides("sum")
  default int check(String text) {
    return text.length();
  }

  @Revert("check")
  default void forget(String text) {}
}
