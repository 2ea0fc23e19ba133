package io.backstitch;

import io.backstitch.ModelFlow.Group;
import io.backstitch.ModelFlow.Kind;
import io.backstitch.ModelFlow.Part;
import io.backstitch.ModelFlow.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which values are seen where in a {@link ReferenceModel}. */
final class ModelValues {

  private final ModelGraph graph;

  ModelValues(ModelGraph graph) {
    this.graph = graph;
  }

  /** What is seen of a symbol when a whole part is done: what its last provider provided. */
  @Nullable Integer last(Part part, String symbol) {
    ModelNode last = firstNotIgnored(graph.providers(part, symbol));
    return last == null ? null : last.value;
  }

  /** What is seen of a symbol from an element: of what comes before it, the nearest. */
  @Nullable Integer visible(Part from, String symbol) {
    for (Part at = from; at.around != null; at = at.around) {
      Group group = at.around;
      ModelNode found = firstNotIgnored(providersBeside(at, symbol));
      if (found != null) {
        return found.value;
      }
      if (isEnclosedIn(group, symbol)) {
        return null;
      }
    }
    return null;
  }

  /**
   * Whether a nested definition provides all that is taken of a symbol in it. It is no input then:
   * what is outside is not seen, even if a decider skips who provides it inside.
   */
  private boolean isEnclosedIn(Group group, String symbol) {
    return group.isDefinition
        && !graph.providers(group, symbol).isEmpty()
        && takersIn(group, symbol).stream().allMatch(taker -> isProvided(taker, symbol, group));
  }

  private static List<Part> takersIn(Group group, String symbol) {
    List<Part> takers = new ArrayList<>();
    for (Part part : group.parts) {
      if (part.deciders.stream().anyMatch(question -> question.takes().contains(symbol))
          || (part instanceof Task task
              && (task.takes().contains(symbol) || task.revertTakes.contains(symbol)))) {
        takers.add(part);
      }
      if (part instanceof Group inner) {
        takers.addAll(takersIn(inner, symbol));
      }
    }
    return takers;
  }

  /** Whether something in a flow provides a symbol before an element in it, skipped or not. */
  private boolean isProvided(Part taker, String symbol, Group within) {
    for (Part at = taker; at != within; at = Objects.requireNonNull(at.around)) {
      if (!providersBeside(at, symbol).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Who provides a symbol in the flow that an element is in, as far as that sees it. */
  private List<ModelNode> providersBeside(Part part, String symbol) {
    Group group = Objects.requireNonNull(part.around);
    List<ModelNode> providers = new ArrayList<>();
    if (group.kind != Kind.UNORDERED) {
      providers.addAll(graph.providersBefore(part, symbol));
    }
    if (group.retry != null && group.attempt().equals(symbol)) {
      providers.add(graph.controller(group));
    }
    return providers;
  }

  private static @Nullable ModelNode firstNotIgnored(List<ModelNode> providers) {
    Predicate<ModelNode> isIgnored = each -> each.state == AtomState.IGNORE;
    return providers.stream().filter(isIgnored.negate()).findFirst().orElse(null);
  }
}
