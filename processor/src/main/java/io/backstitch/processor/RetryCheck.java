package io.backstitch.processor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code BadRetry}: members of {@code @Retry} that cannot be, or not together. */
final class RetryCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    for (RetryModel retry : view.flow().retries()) {
      if (retry.ofFlow() && view.flow().flow() == null) {
        reports.add(
            Report.error(
                Kind.BAD_ANNOTATION,
                retry.at(),
                "@Retry on a class guards its whole flow, but "
                    + view.flow().simpleName()
                    + " has no @Flow. Add it, or put @Retry on the tasks"));
      }
      numbers(retry, reports);
      duration(retry.delay(), "delay", reports);
      duration(retry.maxDelay(), "maxDelay", reports);
      failures(view, retry, reports);
      together(retry, reports);
      ControllerModel controller = retry.controller();
      if (controller != null) {
        fault(view, controller).ifPresent(text -> report(reports, controller.at(), text));
      }
    }
    return reports;
  }

  private static void numbers(RetryModel retry, List<Report> reports) {
    int attempts = retry.attempts().value().orElse(1);
    if (attempts < 1) {
      report(
          reports,
          retry.attempts().at(),
          "attempts = "
              + attempts
              + ", but the first execution counts, so there is at least 1. Write how often to"
              + " execute in all");
    }
    double backoff = retry.backoff().value();
    if (!(backoff >= 1) || Double.isInfinite(backoff)) {
      report(
          reports,
          retry.backoff().at(),
          "backoff = "
              + backoff
              + ", but it is the factor by which each wait is longer than the one before. Write a"
              + " number from 1 on");
    }
    double jitter = retry.jitter().value();
    if (!(jitter >= 0 && jitter <= 1)) {
      report(
          reports,
          retry.jitter().at(),
          "jitter = "
              + jitter
              + ", but it is the share of a wait that is left to chance. Write a number from 0 to"
              + " 1");
    }
  }

  private static void duration(Placed<String> member, String name, List<Report> reports) {
    if (member.value().isEmpty()) {
      return;
    }
    Duration duration = Durations.parse(member.value());
    if (duration == null) {
      report(
          reports,
          member.at(),
          name
              + " = \""
              + member.value()
              + "\" is no duration. Write one as in \"200ms\", \"30s\", \"5m\", \"2h\", \"1d\" or"
              + " \"PT1M30S\"");
    } else if (duration.isNegative()) {
      report(
          reports,
          member.at(),
          name
              + " = \""
              + member.value()
              + "\" is negative. Write how long to wait, or leave it out");
    } else if (duration.compareTo(Durations.LONGEST) > 0) {
      report(
          reports,
          member.at(),
          name
              + " = \""
              + member.value()
              + "\" is more than "
              + Durations.LONGEST.toDays()
              + " days, the longest wait there is. Write a shorter one");
    }
  }

  private static void failures(FlowView view, RetryModel retry, List<Report> reports) {
    for (Placed<TypeRef> on : retry.on()) {
      retry.notOn().stream()
          .filter(notOn -> view.types().assignable(on.value(), notOn.value()))
          .findFirst()
          .ifPresent(
              notOn ->
                  report(
                      reports,
                      on.at(),
                      "on has "
                          + on.value()
                          + ", but notOn has "
                          + (on.value().equals(notOn.value())
                              ? "it, too"
                              : notOn.value() + ", of which it is a subclass")
                          + ", so it would never be tried again after that. Take one of them out"));
    }
  }

  private static void together(RetryModel retry, List<Report> reports) {
    RetryModel.ForEach each = retry.forEach();
    if (retry.controller() != null) {
      if (!retry.members().isEmpty()) {
        Placed<String> other = retry.members().get(0);
        report(
            reports,
            other.at(),
            "The controller decides alone, so '"
                + other.value()
                + "' means nothing beside it. Take it out, or the controller");
      }
    } else if (each.isWanted() && each.as().value().isBlank()) {
      report(
          reports,
          each.symbol().at(),
          "forEach = \""
              + each.symbol().value()
              + "\" has no 'as', so nobody could take the value that is tried. Write a name for it,"
              + " as in as = \"one\"");
    } else if (!each.isWanted() && !each.as().value().isEmpty()) {
      report(
          reports,
          each.as().at(),
          "as = \""
              + each.as().value()
              + "\" names the value of forEach, which is not there. Add it, or take this out");
    }
  }

  private static Optional<String> fault(FlowView view, ControllerModel controller) {
    String text =
        switch (controller.fault()) {
          case NONE -> null;
          case NO_CONTROLLER -> "does not implement RetryController. Let it do so";
          case HIDDEN ->
              "is private, or not visible in this package, so the generated code cannot make one."
                  + " Make it package-private, or public if it belongs to another package";
          case INNER ->
              "is an inner class, which needs an object of the class around it. Make it static; its"
                  + " constructor may take the "
                  + view.flow().simpleName();
          case ABSTRACT -> "is no class of which there can be objects. Name one that implements it";
          case NO_CONSTRUCTOR ->
              "has no constructor that the generated code can call. Write one that is not private"
                  + " and takes nothing, or the "
                  + view.flow().simpleName();
          case THROWS ->
              "has a constructor that throws a checked exception, which nobody could handle when"
                  + " the flow is built. Let it throw none";
        };
    return Optional.ofNullable(text)
        .map(rest -> "The controller " + controller.type() + " " + rest);
  }

  private static void report(List<Report> reports, At at, String text) {
    reports.add(Report.error(Kind.BAD_RETRY, at, text));
  }
}
