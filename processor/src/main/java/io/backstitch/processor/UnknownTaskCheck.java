package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code UnknownTask}: names that no task has, and no sub-flow. */
final class UnknownTaskCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    FlowModel flow = view.flow();
    List<Report> reports = new ArrayList<>();
    if (flow.order() == FlowModel.Order.GRAPH) {
      for (Member member : flow.members()) {
        for (TaskModel.Name after : member.after()) {
          if (!view.wiring().isMember(after.name())) {
            report(flow, after.at(), "'after'", after.name(), flow.members(), reports);
          }
        }
      }
    }
    List<TaskModel> tasks = flow.tasks();
    for (RevertModel revert : flow.reverts()) {
      if (tasks.stream().noneMatch(task -> task.name().equals(revert.task()))) {
        report(flow, revert.taskAt(), "@Revert", revert.task(), tasks, reports);
      }
    }
    for (DeciderModel decider : flow.deciders()) {
      if (!view.wiring().isMember(decider.task())) {
        report(flow, decider.taskAt(), "@Decider", decider.task(), flow.members(), reports);
      }
    }
    return reports;
  }

  private static void report(
      FlowModel flow,
      At at,
      String where,
      String name,
      List<? extends Member> candidates,
      List<Report> reports) {
    reports.add(
        Report.error(
            Kind.UNKNOWN_TASK,
            at,
            where
                + " names '"
                + name
                + "', but no "
                + (onlyTasks(candidates) ? "task" : "task or sub-flow")
                + " of "
                + flow.simpleName()
                + " is called that. "
                + hint(flow, where, name, candidates)));
  }

  private static String hint(
      FlowModel flow, String where, String name, List<? extends Member> candidates) {
    List<String> names = candidates.stream().map(Member::name).toList();
    SubflowModel named = subflow(flow, name);
    if (named != null) {
      return "That is a sub-flow, whose tasks have their own revert methods";
    }
    SubflowModel around = subflow(flow, name.replaceFirst("/.*", ""));
    if (around != null) {
      return inside(around, where, names);
    }
    List<String> near =
        Stream.concat(
                flow.tasks().stream()
                    .filter(task -> task.method().name().equals(name))
                    .map(TaskModel::name),
                Near.to(name, names).stream())
            .toList();
    if (!near.isEmpty()) {
      return "Did you mean '" + near.get(0) + "'?";
    }
    return names.isEmpty()
        ? "The class has no tasks; annotate one with @Task"
        : (onlyTasks(candidates) ? "The tasks are " : "There are ") + Near.list(names);
  }

  /** What to say of somebody who names a part of a sub-flow. */
  private static String inside(SubflowModel around, String where, List<String> names) {
    String part = "That would be a part of the sub-flow '" + around.name() + "', ";
    if (!names.contains(around.name())) {
      return part + "whose tasks have their own revert methods";
    }
    String whole = "\"" + around.name() + "\"";
    return part
        + "whose parts cannot be named from outside. Name the sub-flow as a whole: "
        + (where.equals("'after'") ? "after = " + whole : where + "(" + whole + ")")
        + ". There are "
        + Near.list(names);
  }

  private static @Nullable SubflowModel subflow(FlowModel flow, String name) {
    return flow.subflows().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static boolean onlyTasks(List<? extends Member> candidates) {
    return candidates.stream().allMatch(each -> each instanceof TaskModel);
  }
}
