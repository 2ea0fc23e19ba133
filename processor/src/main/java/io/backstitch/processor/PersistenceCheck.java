package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code NotPersistable}: values that could not be stored; a run in memory does without that. */
final class PersistenceCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (InputModel input : view.wiring().inputs().values()) {
      ParameterModel first = input.first();
      // What a sub-flow takes is reported of the sub-flow.
      if (view.flow().subflowOf(first) == null) {
        report(reports, view, first.at(), "The input '" + input.name() + "'", first.type());
      }
    }
    for (TaskModel task : view.flow().tasks()) {
      Set<TypeRef> seen = new HashSet<>();
      for (ProvidedModel provided : task.provided()) {
        if (seen.add(provided.type())) {
          String what = "The symbol '" + provided.symbol() + "'";
          report(reports, view, provided.at(), what, provided.type());
        }
      }
      ResultModel result = task.result();
      if (result != null && task.provided().isEmpty() && view.flow().wantsResult(task)) {
        String what = "What the task '" + task.name() + "' returns";
        report(reports, view, task.at(), what, result.type());
      }
    }
    return reports;
  }

  private static void report(
      List<Report> reports, FlowView view, At at, String what, TypeRef type) {
    @Nullable String reason = view.types().unstorable(type);
    if (reason != null) {
      reports.add(
          Report.warning(
              Kind.NOT_PERSISTABLE,
              at,
              what
                  + " ("
                  + type
                  + ") can't be stored as JSON and read back: "
                  + reason
                  + ". Pass on what it can be made from again, such as a path or an id. If runs of"
                  + " this flow are never stored, write @SuppressWarnings(\""
                  + Kind.NOT_PERSISTABLE.tag()
                  + "\")"));
    }
  }
}
