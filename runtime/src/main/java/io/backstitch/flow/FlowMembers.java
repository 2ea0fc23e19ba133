package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.internal.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all flows have: a name, elements, and perhaps a controller that guards them. Immutable.
 *
 * @param enclosed the symbols that are taken inside from inside only
 */
record FlowMembers(
    String name,
    Appended<FlowElement> elements,
    @Nullable Atom retry,
    List<ElementDecider> deciders,
    Set<String> enclosed) {

  FlowMembers {
    Names.check("a flow", name);
  }

  static FlowMembers named(String name) {
    return new FlowMembers(name, Appended.empty(), null, List.of(), Set.of());
  }

  FlowMembers with(FlowElement element) {
    if (element instanceof Atom atom && atom.controller() != null) {
      throw new InvalidFlowException(
          Kind.BAD_RETRY,
          "Atom '%s' is a retry controller, so it can't be an element of flow '%s'; it guards a flow that is given it by retry(...)"
              .formatted(atom.name(), name));
    }
    return new FlowMembers(name, elements.with(element), retry, deciders, enclosed);
  }

  FlowMembers guardedBy(RetryAtom controller) {
    Atom guarding = controller.guarding(name);
    if (retry != null) {
      throw new InvalidFlowException(
          Kind.BAD_RETRY,
          "Flow '%s' is guarded by '%s' already, so not by '%s' too; put it into another flow, which the other controller guards"
              .formatted(name, retry.name(), guarding.name()));
    }
    return new FlowMembers(name, elements, guarding, deciders, enclosed);
  }

  FlowMembers decidedBy(ElementDecider decider) {
    List<ElementDecider> more = new ArrayList<>(deciders);
    more.add(Objects.requireNonNull(decider, "decider"));
    return new FlowMembers(name, elements, retry, List.copyOf(more), enclosed);
  }
}
