package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code UnknownTask}: names that no task has. */
final class UnknownTaskCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (TaskModel task : view.flow().tasks()) {
      if (view.flow().order() == FlowModel.Order.GRAPH) {
        task.after().forEach(after -> name(view, after.at(), "'after'", after.name(), reports));
      }
    }
    for (RevertModel revert : view.flow().reverts()) {
      name(view, revert.taskAt(), "@Revert", revert.task(), reports);
    }
    for (DeciderModel decider : view.flow().deciders()) {
      name(view, decider.taskAt(), "@Decider", decider.task(), reports);
    }
    return reports;
  }

  private static void name(FlowView view, At at, String where, String name, List<Report> reports) {
    if (view.wiring().isTask(name)) {
      return;
    }
    List<String> tasks = view.flow().tasks().stream().map(TaskModel::name).toList();
    List<String> near =
        Stream.concat(
                view.flow().tasks().stream()
                    .filter(task -> task.method().name().equals(name))
                    .map(TaskModel::name),
                Near.to(name, tasks).stream())
            .toList();
    String hint =
        !near.isEmpty()
            ? "Did you mean '" + near.get(0) + "'?"
            : tasks.isEmpty()
                ? "The class has no tasks; annotate one with @Task"
                : "The tasks are " + Near.list(tasks);
    reports.add(
        Report.error(
            Kind.UNKNOWN_TASK,
            at,
            where
                + " names '"
                + name
                + "', but no task of "
                + view.flow().simpleName()
                + " is called that. "
                + hint));
  }
}
