package io.backstitch.processor;

import java.time.Duration;
import java.util.List;

/** Tells of a retry in a report. */
final class RetryReport {

  private RetryReport() {}

  /** Tells of a retry that guards a flow or a member of this name. */
  static JsonObject of(RetryModel retry, String guarded) {
    JsonObject report = new JsonObject().text("name", RetryModel.controller(guarded));
    ControllerModel controller = retry.controller();
    if (controller != null) {
      return report.text("controller", controller.type().name().toString());
    }
    if (retry.attempts().value().isPresent() || !retry.forEach().isWanted()) {
      report.number("attempts", retry.attempts().value().orElse(RetryWriter.DEFAULT_ATTEMPTS));
    }
    duration(report, "delay", retry.delay());
    duration(report, "maxDelay", retry.maxDelay());
    report
        .number("backoff", retry.backoff().value())
        .number("jitter", retry.jitter().value())
        .texts("on", names(retry.on()))
        .texts("notOn", names(retry.notOn()))
        .text("scope", retry.scope().name());
    TypeRef type = retry.forEach().type();
    if (type != null) {
      report.object(
          "forEach",
          new JsonObject()
              .text("symbol", retry.forEach().symbol().value())
              .text("as", retry.forEach().as().value())
              .text("type", type.name().toString()));
    }
    return report;
  }

  private static void duration(JsonObject report, String name, Placed<String> text) {
    Duration duration = text.value().isEmpty() ? null : Durations.parse(text.value());
    if (duration != null) {
      report.text(name, duration.toString());
    }
  }

  private static List<String> names(List<Placed<TypeRef>> classes) {
    return classes.stream().map(each -> each.value().name().toString()).toList();
  }
}
