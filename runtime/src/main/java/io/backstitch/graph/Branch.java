package io.backstitch.graph;

import io.backstitch.flow.Atom;
import io.backstitch.flow.Requirement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How symbols pass among the elements of one flow, while a {@link Binder} walks through them. This
 * one is for a linear flow, where a symbol passes to all that come later.
 */
class Branch {

  void enter(int element) {}

  void exit(int element) {}

  void close() {}

  /** The elements of an unordered flow see nothing of each other. */
  static final class Apart extends Branch {

    private final Scope scope;
    private final Map<String, Integer> exports = new LinkedHashMap<>();
    private int mark;

    Apart(Scope scope) {
      this.scope = scope;
    }

    @Override
    void enter(int element) {
      mark = scope.mark();
    }

    @Override
    void exit(int element) {
      exports.putAll(scope.since(mark));
      scope.rollback(mark);
    }

    @Override
    void close() {
      scope.setAll(exports);
    }
  }

  /** The elements of a graph flow see what their providers among the others export. */
  static final class ByData extends Branch {

    private final Scope scope;
    private final Outline outline;
    private final GraphOrder graph;
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> exports = new LinkedHashMap<>();
    private int mark;
    private int markInside;

    ByData(Scope scope, Outline outline, int flow, GraphOrder graph) {
      this.scope = scope;
      this.outline = outline;
      this.graph = graph;
      for (int position = 0; position < outline.children(flow).size(); position++) {
        positions.put(graph.member(position), position);
      }
    }

    @Override
    void enter(int element) {
      mark = scope.mark();
      int position = positions.getOrDefault(element, -1);
      graph.sources(position).forEach((symbol, source) -> show(symbol, source));
      if (outline.element(element) instanceof Atom atom) {
        atom.requirements().forEach(requirement -> showOptional(position, requirement));
        atom.revertRequirements().forEach(requirement -> showOptional(position, requirement));
      }
      markInside = scope.mark();
    }

    private void showOptional(int position, Requirement requirement) {
      if (requirement.optional()) {
        int source = graph.optionalSource(position, requirement.source());
        if (source >= 0) {
          show(requirement.source(), source);
        }
      }
    }

    private void show(String symbol, int position) {
      Map<String, Integer> exported = exports.get(position);
      Integer slot = exported == null ? null : exported.get(symbol);
      if (slot != null) {
        scope.set(symbol, slot);
      }
    }

    @Override
    void exit(int element) {
      exports.put(positions.get(element), scope.since(markInside));
      scope.rollback(mark);
    }

    @Override
    void close() {
      exports.values().forEach(scope::setAll);
    }
  }
}
