package io.backstitch.conformance;

import io.backstitch.Failure;
import io.backstitch.engine.FlowEngine;
import io.backstitch.executor.TaskExecutor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** The threads of a run that may crash, or hang. */
final class Runs {

  private static final long LIMIT_SECONDS = 20;

  private Runs() {}

  static TaskExecutor executor(JsonNode engine, boolean mayCrash) {
    if (engine.get("kind").stringValue().equals("serial")) {
      return TaskExecutor.serial();
    }
    int workers = engine.get("workers").intValue();
    return mayCrash
        ? TaskExecutor.on(Executors.newFixedThreadPool(workers, Runs::thread))
        : TaskExecutor.threads(workers);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "conformance");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs an engine on a thread of its own, which is left to itself if the run crashes.
   *
   * @return whether it has crashed; otherwise it has come to rest
   */
  static boolean hasCrashed(FlowEngine engine, Watcher watcher) throws InterruptedException {
    thread(
            () -> {
              try {
                engine.runHere();
                watcher.crashed.complete(false);
              } catch (Throwable e) {
                watcher.crashed.completeExceptionally(e);
              }
            })
        .start();
    try {
      return watcher.crashed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the run hangs", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the engine broke: " + e.getCause(), e);
    }
  }

  static List<Failure> allFailures(
      Collection<Failure> failures, Collection<Failure> stale, Collection<Failure> onRevert) {
    List<Failure> all = new ArrayList<>(failures);
    all.addAll(stale);
    all.addAll(onRevert);
    return all;
  }
}
