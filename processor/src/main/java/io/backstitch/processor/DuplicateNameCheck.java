package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code DuplicateName}: two things of one name. */
final class DuplicateNameCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    FlowModel flow = view.flow();
    List<Report> reports = new ArrayList<>();
    Map<String, TaskModel> tasks = new HashMap<>();
    for (TaskModel task : flow.tasks()) {
      TaskModel other = tasks.putIfAbsent(task.name(), task);
      if (other != null) {
        report(
            reports,
            task.nameAt(),
            "Methods "
                + other.method().name()
                + " and "
                + task.method().name()
                + " are both tasks called '"
                + task.name()
                + "', but runs are stored by the names of tasks. Give one of them another name,"
                + " as in @Task(\""
                + task.name()
                + "2\")");
      }
      symbols(task, reports);
    }
    controllers(flow, reports);
    members(flow, reports);
    for (String suffix : List.of("Atoms", "Flow")) {
      ClassName generated = flow.generated(suffix);
      boolean wanted = suffix.equals("Flow") ? flow.flow() != null : flow.isGenerated();
      if (wanted && view.sources().contain(generated.canonicalName())) {
        report(
            reports,
            flow.at(),
            "A class "
                + generated.simpleName()
                + " exists already, but that is what the class generated for "
                + flow.simpleName()
                + " is called. Rename one of them");
      }
    }
    return reports;
  }

  private static void controllers(FlowModel flow, List<Report> reports) {
    Map<String, Member> members = new HashMap<>();
    flow.members().forEach(member -> members.putIfAbsent(member.name(), member));
    Map<String, RetryModel> controllers = new HashMap<>();
    for (RetryModel retry : flow.retries()) {
      String name = retry.ofFlow() && flow.flow() != null ? flow.flow().name() : retry.member();
      Member member = name == null ? null : members.get(RetryModel.controller(name));
      if (member != null) {
        report(
            reports,
            member.nameAt(),
            "The "
                + member.shown()
                + " is called as the retry controller of "
                + retry.guarded()
                + ", but runs are stored by these names. Give it another name");
      }
      RetryModel other = controllers.putIfAbsent(name, retry);
      if (other != null && other.ofFlow()) {
        report(
            reports,
            retry.at(),
            "The retry controllers of the flow and of "
                + retry.guarded()
                + " would both be called '"
                + name
                + "_retry', but runs are stored by these names. Give the "
                + (retry.ofSubflow() ? "sub-flow" : "task")
                + " or the flow another name");
      }
    }
  }

  private static void members(FlowModel flow, List<Report> reports) {
    Map<String, Member> first = new HashMap<>();
    for (Member member : flow.members()) {
      Member other = first.putIfAbsent(member.name(), member);
      if (other != null && !(other instanceof TaskModel && member instanceof TaskModel)) {
        String what =
            other instanceof TaskModel
                ? "A task"
                : member instanceof TaskModel ? "A sub-flow" : "Another sub-flow";
        report(
            reports,
            member.nameAt(),
            what
                + " is called '"
                + member.name()
                + "', too, but runs are stored by these names. Give one of them another name, as in"
                + (member instanceof TaskModel ? " @Task(\"" : " @Subflow(name = \"")
                + member.name()
                + "2\")");
      }
    }
    for (Member member : flow.members()) {
      for (SubflowModel subflow : flow.subflows()) {
        if (member.name().startsWith(subflow.name() + "/")) {
          report(
              reports,
              member.nameAt(),
              "'"
                  + member.name()
                  + "' could be taken for a part of the "
                  + subflow.shown()
                  + ", since the names of its parts begin with '"
                  + subflow.name()
                  + "/'. Write a name without the slash");
          break;
        }
      }
    }
  }

  private static void symbols(TaskModel task, List<Report> reports) {
    Set<String> symbols = new HashSet<>();
    for (ProvidedModel provided : task.provided()) {
      if (!symbols.add(provided.symbol())) {
        report(
            reports,
            provided.at(),
            "Task '"
                + task.name()
                + "' provides '"
                + provided.symbol()
                + "' twice, so it is not clear which part is meant. Give one of them another"
                + " name");
      }
    }
  }

  private static void report(List<Report> reports, At at, String text) {
    reports.add(Report.error(Kind.DUPLICATE_NAME, at, text));
  }
}
