package io.backstitch.executor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Reaches virtual threads, which the language level of this code does not know yet. */
final class VirtualThreads {

  private VirtualThreads() {}

  /** An executor with a virtual thread for each work, or null where there are none (before 21). */
  static @Nullable ExecutorService newExecutorOrNull() {
    try {
      MethodHandle factory =
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class));
      return (ExecutorService) factory.invokeExact();
    } catch (NoSuchMethodException e) {
      return null;
    } catch (Throwable e) {
      throw new IllegalStateException("Virtual threads are there, but can't be started", e);
    }
  }
}
