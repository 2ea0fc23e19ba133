package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    boolean onlyTasks = candidates.stream().allMatch(each -> each instanceof TaskModel);
    List<String> names = candidates.stream().map(Member::name).toList();
    List<String> near =
        Stream.concat(
                flow.tasks().stream()
                    .filter(task -> task.method().name().equals(name))
                    .map(TaskModel::name),
                Near.to(name, names).stream())
            .toList();
    String hint =
        flow.subflows().stream().anyMatch(each -> each.name().equals(name))
            ? "That is a sub-flow, whose tasks have their own revert methods"
            : !near.isEmpty()
                ? "Did you mean '" + near.get(0) + "'?"
                : names.isEmpty()
                    ? "The class has no tasks; annotate one with @Task"
                    : (onlyTasks ? "The tasks are " : "There are ") + Near.list(names);
    reports.add(
        Report.error(
            Kind.UNKNOWN_TASK,
            at,
            where
                + " names '"
                + name
                + "', but no "
                + (onlyTasks ? "task" : "task or sub-flow")
                + " of "
                + flow.simpleName()
                + " is called that. "
                + hint));
  }
}
