package io.backstitch;

import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.persistence.Persistence;

/** Where the runs of a test are stored, and where they run. */
record Setup(String name, Persistence persistence, TaskExecutor executor) {

  Backstitch open(DynamicFlow... flows) {
    Backstitch backstitch = Backstitch.builder(persistence).executor(executor).open();
    for (DynamicFlow flow : flows) {
      backstitch.register(flow);
    }
    return backstitch;
  }

  Backstitch listening(RunListener listener) {
    return Backstitch.builder(persistence).executor(executor).listener(listener).open();
  }

  @Override
  public String toString() {
    return name;
  }
}
