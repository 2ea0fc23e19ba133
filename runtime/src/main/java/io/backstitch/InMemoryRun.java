package io.backstitch;

import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.FlowEngine;
import io.backstitch.engine.RunEnd;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.storage.RunStorage;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run that nothing is stored of, driven by the thread that asks for it. */
final class InMemoryRun {

  private InMemoryRun() {}

  static <O> O run(BoundFlow<O> bound, @Nullable TaskExecutor given) {
    if (given != null) {
      return runOn(bound, given);
    }
    try (TaskExecutor executor = TaskExecutor.parallel()) {
      return runOn(bound, executor);
    }
  }

  private static <O> O runOn(BoundFlow<O> bound, TaskExecutor executor) {
    FlowDefinition<O> flow = bound.flow();
    RunStorage storage = new RunStorage(flow.graph(), bound.inputs());
    LazyId id = new LazyId();
    AtomicReference<@Nullable RunEnd> end = new AtomicReference<>();
    new FlowEngine(
            id::get,
            flow.graph(),
            storage,
            null,
            null,
            executor,
            EngineOptions.DEFAULT,
            List.of(),
            end::set)
        .runHere();
    return Outcomes.of(flow, id.get(), storage, end.get());
  }

  /** A random id costs more than a small flow, so it is made only if somebody asks for it. */
  private static final class LazyId {

    private @Nullable String id;

    synchronized String get() {
      if (id == null) {
        id = UUID.randomUUID().toString();
      }
      return id;
    }
  }
}
