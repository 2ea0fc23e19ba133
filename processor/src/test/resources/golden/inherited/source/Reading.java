package demo.inherited;

import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Task;

/** What comes from a superclass, for a type that its subclass chooses. */
abstract class Reading<S> {

  @Task
  @Provides("text")
  String read(@Input S source) {
    return source.toString();
  }

  @Task
  abstract void print(String text, int sum);
}
