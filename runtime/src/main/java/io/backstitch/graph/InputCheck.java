package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import io.backstitch.internal.Near;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the values that a flow is given, and tells all that is wrong with them at once. */
final class InputCheck {

  private final CompiledFlow flow;

  InputCheck(CompiledFlow flow) {
    this.flow = flow;
  }

  void check(@Nullable Object[] values) {
    List<Provision> inputs = flow.inputs();
    if (values.length != inputs.size()) {
      throw new InvalidFlowException(
          Kind.BAD_INPUT,
          "Flow '%s' takes %d inputs, %s, but %d were given; give one value for each, in this order"
              .formatted(flow.name(), inputs.size(), inputs, values.length));
    }
    List<String> problems = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Provision input = inputs.get(i);
      Object value = values[i];
      String problem = value == null ? absent(i, input) : misfit(input.symbol(), value);
      if (problem != null) {
        problems.add(problem);
        names.add(input.symbol().name());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidFlowException(
          Kind.BAD_INPUT,
          "Flow '%s' can't be run with these inputs: %s"
              .formatted(flow.name(), String.join(", ", problems)),
          names);
    }
  }

  private static @Nullable String misfit(Symbol<?> input, Object value) {
    ValueType<?> type = input.type();
    if (!type.raw().isInstance(value)) {
      return "'%s' must be a %s, but is a %s"
          .formatted(input.name(), type, value.getClass().getName());
    }
    Class<?> element = FirstElement.classThatMisfits(type.type(), value);
    return element == null
        ? null
        : "'%s' must be a %s, but holds a %s".formatted(input.name(), type, element.getName());
  }

  private @Nullable String absent(int index, Provision input) {
    if (input.optional()) {
      return null;
    }
    String name = input.symbol().name();
    String provider = flow.providedElsewhere(name);
    return "'%s' must be a %s, but is null or not given (for %s%s)"
        .formatted(
            name,
            input.symbol().type(),
            String.join(", ", takers(flow.slots().input(index))),
            provider != null ? "; " + provider : Near.question(name, flow.provided(), "; %s"));
  }

  private List<String> takers(int slot) {
    List<String> names = new ArrayList<>();
    for (int node = 0; node < flow.size(); node++) {
      Atom atom = flow.atom(node);
      if (atom != null && flow.slots().takes(node, slot)) {
        names.add("atom '" + atom + "'");
      }
      for (BoundDecider decider : flow.deciders(node)) {
        if (decider instanceof GuardDecider guard && guard.takes(slot)) {
          names.add("the decider of '" + guard.element() + "'");
        }
      }
    }
    return names.stream().distinct().toList();
  }
}
