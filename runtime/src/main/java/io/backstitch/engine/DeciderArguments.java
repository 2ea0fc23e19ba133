package io.backstitch.engine;

import io.backstitch.TaskContext;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.Symbol;
import io.backstitch.graph.GuardDecider;
import io.backstitch.storage.RunStorage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the decider of an element is handed when it is asked. */
final class DeciderArguments implements Arguments {

  private final GuardDecider decider;
  private final RunStorage storage;
  private final Absence absence;
  private final TaskContext context;

  /**
   * The arguments of one question.
   *
   * @param absence tells why something is absent
   * @param context that of the atom which is about to start
   */
  DeciderArguments(GuardDecider decider, RunStorage storage, Absence absence, TaskContext context) {
    this.decider = decider;
    this.storage = storage;
    this.absence = absence;
    this.context = context;
  }

  /** Fails if something is absent that the decider can't do without. */
  void check() {
    List<Requirement> requirements = decider.decider().requirements();
    for (int i = 0; i < requirements.size(); i++) {
      if (!requirements.get(i).optional() && storage.value(decider.argument(i)) == null) {
        throw absence.of(decider, i);
      }
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> @Nullable T getOrNull(int index, Symbol<T> symbol) {
    Object value = storage.value(decider.argument(index));
    List<Requirement> requirements = decider.decider().requirements();
    if (!Asked.fits(requirements.get(index).symbol(), symbol)) {
      throw Asked.another(
          "The decider of '" + decider.element() + "'",
          absence.flow(),
          requirements,
          index,
          symbol);
    }
    return (T) value;
  }

  @Override
  public <T> T get(int index, Symbol<T> symbol) {
    T value = getOrNull(index, symbol);
    if (value == null) {
      throw absence.of(decider, index);
    }
    return value;
  }

  @Override
  public TaskContext context() {
    return context;
  }
}
