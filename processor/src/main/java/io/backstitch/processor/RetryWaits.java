package io.backstitch.processor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code BadRetry}: waits that are never waited, or not as it is written. */
final class RetryWaits implements Check {

  @Override
  public List<Report> check(FlowView view) {
    List<Report> reports = new ArrayList<>();
    view.flow().retries().forEach(retry -> check(retry, reports));
    return reports;
  }

  private static void check(RetryModel retry, List<Report> reports) {
    if (retry.controller() != null) {
      return; // It decides alone, so no other member has a meaning.
    }
    if (retry.delay().value().isEmpty()) {
      withoutDelay(retry, reports);
      return;
    }
    if (retry.attempts().value().orElse(2) == 1) {
      report(
          reports,
          retry.delay(),
          "delay = \""
              + retry.delay().value()
              + "\" is the wait between two executions, but attempts = 1 allows one only. Write more"
              + " attempts, or leave the delay out");
    }
    Duration delay = Durations.parse(retry.delay().value());
    Duration most = Durations.parse(retry.maxDelay().value());
    if (delay != null && most != null && delay.compareTo(most) > 0) {
      report(
          reports,
          retry.maxDelay(),
          "maxDelay = \""
              + retry.maxDelay().value()
              + "\" is the longest wait, but the first one is longer: delay = \""
              + retry.delay().value()
              + "\". Write a longer maxDelay, or a shorter delay");
    }
  }

  private static void withoutDelay(RetryModel retry, List<Report> reports) {
    if (!retry.maxDelay().value().isEmpty()) {
      report(reports, retry.maxDelay(), noWait("maxDelay = \"" + retry.maxDelay().value() + "\""));
    }
    double backoff = retry.backoff().value();
    if (backoff > 1) {
      report(reports, retry.backoff(), noWait("backoff = " + backoff));
    }
    double jitter = retry.jitter().value();
    if (jitter > 0) {
      report(reports, retry.jitter(), noWait("jitter = " + jitter));
    }
  }

  private static String noWait(String member) {
    return member
        + " means nothing without a delay, since there is no wait. Write how long the first wait is,"
        + " as in delay = \"200ms\", or leave it out";
  }

  private static void report(List<Report> reports, Placed<?> member, String text) {
    reports.add(Report.warning(Kind.BAD_RETRY, member.at(), text));
  }
}
