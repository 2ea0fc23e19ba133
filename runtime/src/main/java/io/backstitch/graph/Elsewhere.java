package io.backstitch.graph;

import io.backstitch.flow.Atom;
import io.backstitch.flow.UnorderedFlow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a symbol is provided that an atom takes from the inputs, as it sees no provider: after it,
 * beside it, or by itself. Whoever meant that provider must be told what to write.
 */
final class Elsewhere {

  private final Outline outline;
  private final Work work;

  Elsewhere(Outline outline, Work work) {
    this.outline = outline;
    this.work = work;
  }

  /**
   * Tells who provides a symbol, and what to write to take it from there.
   *
   * @param element where the symbol is taken: an atom, or a flow whose controller or decider does
   * @param taker who takes it
   * @return a phrase without an end, or null if nothing provides it
   */
  @Nullable String tell(String symbol, int element, Atom taker) {
    int provider = outline.providerBut(element, symbol);
    if (provider < 0) {
      return null;
    }
    String name = name(provider);
    if (provider == element) {
      return "only atom '%s' itself provides it; rename what it takes, as with rebind(...), if that is not meant"
          .formatted(name);
    }
    if (outline.isIn(provider, element)) {
      return "atom '%s' provides it inside what '%s' guards; provide it before, or rename one of the two symbols, if that is not meant"
          .formatted(name, taker);
    }
    int around = outline.parent(element);
    while (!outline.isIn(provider, around)) {
      work.step();
      around = outline.parent(around);
    }
    String from = outline.element(outline.childAround(around, provider)).name();
    String to = outline.element(outline.childAround(around, element)).name();
    String flow = outline.element(around).name();
    if (outline.order(around) != null) {
      return "atom '%s' provides it, which is not ordered before it; link '%s' to '%s' in graph flow '%s' if its value is meant"
          .formatted(name, from, to, flow);
    }
    return outline.element(around) instanceof UnorderedFlow
        ? "atom '%s' provides it beside it; add '%s' and '%s' to a linear or graph flow instead of unordered flow '%s' if its value is meant"
            .formatted(name, from, to, flow)
        : "atom '%s' provides it later; add '%s' before '%s' in linear flow '%s' if its value is meant"
            .formatted(name, from, to, flow);
  }

  private String name(int element) {
    return outline.element(element) instanceof Atom atom
        ? atom.name()
        : Objects.requireNonNull(outline.retry(element)).name();
  }
}
