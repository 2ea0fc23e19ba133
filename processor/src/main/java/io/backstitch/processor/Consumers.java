package io.backstitch.processor;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through everything that takes a symbol. */
final class Consumers {

  /**
   * Something that takes a symbol.
   *
   * @param member what takes it, is undone with it, or runs if a decider that takes it agrees
   * @param taker the name of the method, {@code @Retry}, or the name of the sub-flow
   * @param parameter what takes it
   * @param sources what provides it, the nearest first; none if it is not clear which do
   */
  record Use(Member member, String taker, ParameterModel parameter, List<Wiring.Source> sources) {

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
    view.flow().members().forEach(consumers::visit);
  }

  private void visit(Member member) {
    Wiring wiring = view.wiring();
    String name = member instanceof TaskModel task ? task.method().name() : member.name();
    for (ParameterModel parameter : view.flow().requirements(member)) {
      String taker = parameter.form() == Form.FOR_EACH ? "@Retry" : name;
      visit(member, taker, parameter, wiring.sourcesOf(member, parameter.symbol()));
    }
    RevertModel revert = member instanceof TaskModel task ? view.flow().revertOf(task) : null;
    if (revert != null) {
      visitBefore(member, revert.method());
    }
    view.flow().decidersOf(member).forEach(decider -> visitBefore(member, decider.method()));
  }

  private void visitBefore(Member member, MethodModel method) {
    for (ParameterModel parameter : method.requirements()) {
      String symbol = parameter.symbol();
      visit(member, method.name(), parameter, view.wiring().sourcesBefore(member, symbol));
    }
  }

  private void visit(
      Member member, String taker, ParameterModel parameter, List<Wiring.Source> sources) {
    // Of several providers in no order, none is meant more than the others, nor is a provider meant
    // more than an input.
    boolean clear =
        parameter.role() == Role.SYMBOL
            && !view.wiring().open().contains(parameter.symbol())
            && !view.wiring().inputs().containsKey(parameter.symbol());
    visitor.accept(new Use(member, taker, parameter, clear ? sources : List.of()));
  }
}
