package io.backstitch.processor;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through everything that takes a symbol. */
final class Consumers {

  /**
   * Something that takes a symbol.
   *
   * @param task the task that takes it, is undone with it, or runs if a decider that takes it
   *     agrees
   * @param taker the name of the method, or {@code @Retry}
   * @param parameter what takes it
   * @param sources the tasks that provide it, the nearest first; none if it is not clear which do
   */
  record Use(TaskModel task, String taker, ParameterModel parameter, List<Wiring.Source> sources) {

    /** The nearest provider. */
    Wiring.@Nullable Source source() {
      return sources.isEmpty() ? null : sources.get(0);
    }
  }

  private final FlowView view;
  private final Consumer<Use> visitor;

  private Consumers(FlowView view, Consumer<Use> visitor) {
    this.view = view;
    this.visitor = visitor;
  }

  static void forEach(FlowView view, Consumer<Use> visitor) {
    Consumers consumers = new Consumers(view, visitor);
    for (TaskModel task : view.flow().tasks()) {
      consumers.visit(task);
    }
  }

  private void visit(TaskModel task) {
    Wiring wiring = view.wiring();
    for (ParameterModel parameter : view.flow().requirements(task)) {
      String taker = parameter.form() == Form.FOR_EACH ? "@Retry" : task.method().name();
      visit(task, taker, parameter, wiring.sourcesOf(task, parameter.symbol()));
    }
    RevertModel revert = view.flow().revertOf(task);
    if (revert != null) {
      visitBefore(task, revert.method());
    }
    view.flow().decidersOf(task).forEach(decider -> visitBefore(task, decider.method()));
  }

  private void visitBefore(TaskModel task, MethodModel method) {
    for (ParameterModel parameter : method.requirements()) {
      String symbol = parameter.symbol();
      visit(task, method.name(), parameter, view.wiring().sourcesBefore(task, symbol));
    }
  }

  private void visit(
      TaskModel task, String taker, ParameterModel parameter, List<Wiring.Source> sources) {
    // Of several providers in no order, none is meant more than the others, nor is a provider meant
    // more than an input.
    boolean clear =
        parameter.role() == Role.SYMBOL
            && !view.wiring().open().contains(parameter.symbol())
            && !view.wiring().inputs().containsKey(parameter.symbol());
    visitor.accept(new Use(task, taker, parameter, clear ? sources : List.of()));
  }
}
