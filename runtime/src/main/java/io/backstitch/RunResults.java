package io.backstitch;

import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.storage.RunStorage;
import io.backstitch.storage.WhyAbsent;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The values of one run that has succeeded. */
record RunResults(String runId, CompiledFlow flow, RunStorage storage) implements Results {

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T getOrNull(Symbol<T> symbol) {
    int slot = flow.slots().result(symbol.name());
    Symbol<?> declared = flow.slots().provision(slot).symbol();
    if (!symbol.type().accepts(declared.type())) {
      throw new IllegalArgumentException(
          "Flow '%s' has '%s', and can't give it as a %s; ask for it by the symbol with which it is declared"
              .formatted(flow.name(), declared, symbol.type()));
    }
    return (T) storage.value(slot);
  }

  @Override
  public <T> T get(Symbol<T> symbol) {
    T value = getOrNull(symbol);
    if (value == null) {
      throw new NoSuchElementException(
          "Run '%s' of flow '%s' has no value of '%s': %s; where that may be, ask with getOrNull or find"
              .formatted(
                  runId,
                  flow.name(),
                  symbol.name(),
                  new WhyAbsent(flow, storage).of(flow.slots().result(symbol.name()))));
    }
    return value;
  }

  @Override
  public String toString() {
    return "the results of run '" + runId + "' of flow '" + flow.name() + "'";
  }
}
