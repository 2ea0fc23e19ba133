package io.backstitch.processor;

import org.jspecify.annotations.Nullable;

/** Goes through everything that takes a symbol. */
final class Consumers {

  /** What to do with each. */
  interface Visitor {

    /** A parameter, and the task that it takes its symbol from, if there is one. */
    void visit(MethodModel method, ParameterModel parameter, Wiring.@Nullable Source source);
  }

  private Consumers() {}

  static void forEach(FlowView view, Visitor visitor) {
    Wiring wiring = view.wiring();
    for (TaskModel task : view.flow().tasks()) {
      for (ParameterModel parameter : task.method().requirements()) {
        visit(wiring, task.method(), parameter, wiring.sourceOf(task, parameter.symbol()), visitor);
      }
      RevertModel revert = view.flow().revertOf(task);
      if (revert != null) {
        for (ParameterModel parameter : revert.method().requirements()) {
          Wiring.Source source = wiring.sourceOfRevert(task, parameter.symbol());
          visit(wiring, revert.method(), parameter, source, visitor);
        }
      }
    }
  }

  private static void visit(
      Wiring wiring,
      MethodModel method,
      ParameterModel parameter,
      Wiring.@Nullable Source source,
      Visitor visitor) {
    // Of several providers in no order, none is meant more than the others, nor is a provider meant
    // more than an input.
    boolean clear =
        parameter.role() == Role.SYMBOL
            && !wiring.open().contains(parameter.symbol())
            && !wiring.inputs().containsKey(parameter.symbol());
    visitor.visit(method, parameter, clear ? source : null);
  }
}
