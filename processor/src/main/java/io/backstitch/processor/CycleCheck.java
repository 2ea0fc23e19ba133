package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Cycle}: members that wait for each other. */
final class CycleCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    Wiring wiring = view.wiring();
    for (List<Member> loop : wiring.loops()) {
      StringBuilder path = new StringBuilder(loop.get(0).name());
      for (int i = 0; i < loop.size(); i++) {
        Member to = loop.get((i + 1) % loop.size());
        ParameterModel symbol = taken(view, loop.get(i), to);
        path.append(" -> ").append(to.name());
        path.append(symbol == null ? " (after)" : " (takes '" + symbol.symbol() + "')");
      }
      Member first = loop.get(0);
      reports.add(
          Report.error(
              Kind.CYCLE,
              place(view, loop.get(loop.size() - 1), first),
              loop.size() == 1
                  ? "The "
                      + first.shown()
                      + " waits for itself, so it could never start: "
                      + path
                      + (taken(view, first, first) == null
                          ? ". Take the name out"
                          : ". Take the symbol from another task, or give it another name")
                  : (loop.stream().allMatch(each -> each instanceof TaskModel)
                          ? "These tasks"
                          : "These tasks and sub-flows")
                      + " wait for each other, so none of them could ever start: "
                      + path
                      + ". Take one of these links out"));
    }
    return reports;
  }

  /** The parameter through which one member follows another, or null if it is {@code after}. */
  private static @Nullable ParameterModel taken(FlowView view, Member from, Member to) {
    for (ParameterModel parameter : view.flow().requirements(to)) {
      if (parameter.role() == Role.SYMBOL && view.wiring().follows(from, to, parameter.symbol())) {
        return parameter;
      }
    }
    return null;
  }

  private static At place(FlowView view, Member from, Member to) {
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
