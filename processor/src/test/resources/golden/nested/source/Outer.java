package demo.nested;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Task;

public class Outer {

  @Flow
  public record Inner(String prefix) {

    @Task
    void greet(@Input String name) {}
  }

  static class OnlyAtoms {

    @Task
    void tidyUp(String folder) {}
  }
}
