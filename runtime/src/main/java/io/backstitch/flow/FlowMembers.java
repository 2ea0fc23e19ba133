package io.backstitch.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all flows have: a name, elements, and perhaps a controller that guards them. Immutable. */
record FlowMembers(String name, Appended<FlowElement> elements, @Nullable Atom retry) {

  FlowMembers {
    Names.check("flow", name);
  }

  static FlowMembers named(String name) {
    return new FlowMembers(name, Appended.empty(), null);
  }

  FlowMembers with(FlowElement element) {
    if (element instanceof Atom atom && atom.controller() != null) {
      throw new IllegalArgumentException(
          "Atom '"
              + atom.name()
              + "' is a retry controller: it guards a flow and is no part of it");
    }
    return new FlowMembers(name, elements.with(element), retry);
  }

  FlowMembers guardedBy(RetryAtom controller) {
    if (retry != null) {
      throw new IllegalArgumentException(
          "Flow '" + name + "' is guarded by '" + retry.name() + "' already; nest it in another");
    }
    return new FlowMembers(name, elements, controller.guarding(name));
  }

  List<FlowElement> list() {
    return elements.toList();
  }
}
