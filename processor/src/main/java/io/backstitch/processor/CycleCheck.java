package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Cycle}: tasks that wait for each other. */
final class CycleCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    Wiring wiring = view.wiring();
    for (List<TaskModel> loop : wiring.loops()) {
      StringBuilder path = new StringBuilder(loop.get(0).name());
      for (int i = 0; i < loop.size(); i++) {
        TaskModel to = loop.get((i + 1) % loop.size());
        ParameterModel symbol = taken(view, loop.get(i), to);
        path.append(" -> ").append(to.name());
        path.append(symbol == null ? " (after)" : " (takes '" + symbol.symbol() + "')");
      }
      TaskModel first = loop.get(0);
      reports.add(
          Report.error(
              Kind.CYCLE,
              place(view, loop.get(loop.size() - 1), first),
              loop.size() == 1
                  ? "The task '"
                      + first.name()
                      + "' waits for itself, so it could never start: "
                      + path
                      + (taken(view, first, first) == null
                          ? ". Take the name out"
                          : ". Take the symbol from another task, or give it another name")
                  : "These tasks wait for each other, so none of them could ever start: "
                      + path
                      + ". Take one of these links out"));
    }
    return reports;
  }

  /** The parameter through which one task follows another, or null if it is {@code after}. */
  private static @Nullable ParameterModel taken(FlowView view, TaskModel from, TaskModel to) {
    for (ParameterModel parameter : view.flow().requirements(to)) {
      if (parameter.role() == Role.SYMBOL && view.wiring().follows(from, to, parameter.symbol())) {
        return parameter;
      }
    }
    return null;
  }

  private static At place(FlowView view, TaskModel from, TaskModel to) {
    ParameterModel parameter = taken(view, from, to);
    if (parameter != null) {
      return parameter.nameAt();
    }
    return to.after().stream()
        .filter(after -> after.name().equals(from.name()))
        .map(TaskModel.Name::at)
        .findFirst()
        .orElse(to.at());
  }
}
