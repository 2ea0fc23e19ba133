package io.backstitch;

import io.backstitch.ModelFlow.Link;
import io.backstitch.ModelFlow.Part;
import io.backstitch.ModelFlow.Question;
import io.backstitch.ModelFlow.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What deciders say in a {@link ReferenceModel}, and what follows from that. */
final class ModelDeciders {

  private final ModelGraph graph;
  private final ModelValues values;

  ModelDeciders(ModelGraph graph, ModelValues values) {
    this.graph = graph;
    this.values = values;
  }

  /** What is ignored if an atom is about to start; nothing if it may. */
  Set<ModelNode> ignored(ModelNode asking) {
    Set<ModelNode> ignored = new LinkedHashSet<>();
    Question widest = null;
    for (Part part : graph.begunBy(asking)) {
      for (Link link : graph.decidedLinksTo(part)) {
        Part from = part.around.parts.get(link.from());
        ModelNode source = from instanceof Task task ? graph.node(task) : null;
        if ((source == null || source.state != AtomState.IGNORE)
            && !ask(link.decider(), source == null ? null : source.value)
            && (widest == null || widest.depth().compareTo(link.decider().depth()) < 0)) {
          widest = link.decider();
        }
      }
      for (Question question : part.deciders) {
        if (widest == null && !graph.isBegun(part) && !ask(part, question)) {
          ignored.addAll(graph.inside(part));
          ignored.addAll(graph.reachOfElement(part, question.depth()));
          return ignored;
        }
      }
    }
    if (widest != null) {
      ignored.add(asking);
      ignored.addAll(graph.reachOfLink(asking, widest.depth()));
    }
    return ignored;
  }

  private static boolean ask(Question question, @Nullable Integer result) {
    List<@Nullable Integer> taken = new ArrayList<>();
    taken.add(result);
    return answer(question, taken);
  }

  private boolean ask(Part part, Question question) {
    List<@Nullable Integer> taken = new ArrayList<>();
    question.takes().forEach(symbol -> taken.add(values.visible(part, symbol)));
    return answer(question, taken);
  }

  private static boolean answer(Question question, List<@Nullable Integer> taken) {
    if (question.isThrowing()) {
      throw new IllegalStateException("no answer");
    }
    return question.answer(taken);
  }
}
