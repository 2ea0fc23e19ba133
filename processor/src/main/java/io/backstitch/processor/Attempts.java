package io.backstitch.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * The symbols under which what is guarded by a {@code @Retry} sees the value that is tried.
 *
 * @param ofFlow that of the whole flow; empty if there is none
 * @param ofTasks those of tasks, by the names of the tasks
 */
record Attempts(String ofFlow, Map<String, String> ofTasks) {

  static Attempts of(TypeElement type, List<MethodChains.Chain> chains) {
    Map<String, String> ofTasks = new HashMap<>();
    for (MethodChains.Chain chain : chains) {
      if (chain.withAnnotation("Task") != null) {
        String as = Mirrors.string(chain.annotation("Retry"), "as", "");
        ofTasks.putIfAbsent(chain.taskName(), as);
      }
    }
    return new Attempts(Mirrors.string(Mirrors.find(type, "Retry"), "as", ""), ofTasks);
  }

  /** Those that a task sees, and what undoes it. */
  Set<String> in(String task) {
    return seen(ofTasks.getOrDefault(task, ""));
  }

  /** Those that a sub-flow sees. */
  Set<String> in(VariableElement subflow) {
    return seen(Mirrors.string(Mirrors.find(subflow, "Retry"), "as", ""));
  }

  private Set<String> seen(String own) {
    Set<String> seen = new HashSet<>(around());
    seen.add(own);
    seen.remove("");
    return seen;
  }

  /** Those that are seen all over the flow. */
  Set<String> around() {
    return ofFlow.isEmpty() ? Set.of() : Set.of(ofFlow);
  }
}
