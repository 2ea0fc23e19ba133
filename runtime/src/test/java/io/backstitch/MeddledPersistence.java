package io.backstitch;

import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.RunStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Storage each question of which somebody may hold up, refuse, or answer otherwise. */
record MeddledPersistence(Persistence inner, Meddler meddler) implements Persistence {

  /** Whoever stands in between. */
  @FunctionalInterface
  interface Meddler {
    @Nullable Object call(String method, Object[] arguments, Callable<@Nullable Object> passOn)
        throws Exception;
  }

  @Override
  public RunStore open() {
    RunStore store = inner.open();
    return (RunStore)
        Proxy.newProxyInstance(
            RunStore.class.getClassLoader(),
            new Class<?>[] {RunStore.class},
            (proxy, method, arguments) ->
                meddler.call(
                    method.getName(),
                    arguments == null ? new Object[0] : arguments,
                    () -> invoke(store, method, arguments)));
  }

  private static @Nullable Object invoke(RunStore store, Method method, Object[] arguments)
      throws Exception {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
