package io.backstitch.listener;

import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.engine.RunView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs transitions through SLF4J, as loudly as they are serious: a revert that failed, and a run
 * that needs a person, are errors; failures and runs that were undone are warnings; beginnings and
 * ends of runs are information; the rest is for debugging. Safe for use by any number of runs.
 */
public final class LoggingListener implements RunListener {

  private final Logger logger;
  private final FailureReport report;

  /** Logs to {@code io.backstitch.runs}, without values. */
  public LoggingListener() {
    this(LoggerFactory.getLogger("io.backstitch.runs"), FailureReport.ofStates());
  }

  /**
   * Creates a listener.
   *
   * @param logger where it logs to
   * @param report what it tells about the way to a failure
   */
  public LoggingListener(Logger logger, FailureReport report) {
    this.logger = Objects.requireNonNull(logger, "logger");
    this.report = Objects.requireNonNull(report, "report");
  }

  private static Level levelOf(FlowState state) {
    return switch (state) {
      case FAILURE -> Level.ERROR;
      case REVERTED -> Level.WARN;
      default -> Level.INFO;
    };
  }

  @Override
  public void onFlow(FlowTransition t) {
    logger
        .atLevel(levelOf(t.to()))
        .log("Run '{}' of flow '{}': {} -> {}", t.runId(), t.flow(), t.from(), t.to());
  }

  @Override
  public void onAtom(AtomTransition t, RunView run) {
    Failure failure = t.failure();
    switch (t.to()) {
      case REVERT_FAILURE -> log(Level.ERROR, where(t) + " -> " + t.to(), failure);
      case FAILURE ->
          log(
              Level.WARN,
              where(t) + " -> " + t.to() + "; the way there:\n" + report.draw(t.atom(), run),
              failure);
      case RETRYING, REVERTED -> logger.info("{} -> {}", where(t), t.to());
      default -> {
        if (logger.isDebugEnabled()) {
          logger.debug("{} -> {} ({} ms)", where(t), t.to(), t.elapsed().toMillis());
        }
      }
    }
  }

  private void log(Level level, String what, @Nullable Failure failure) {
    if (failure == null) {
      logger.atLevel(level).log("{}", what);
      return;
    }
    try {
      logger.atLevel(level).setCause(failure.exception()).log("{}", what);
    } catch (RuntimeException | Error e) {
      // The exception may throw when it is asked what it is; that it was thrown must be told
      // anyway.
      logger.atLevel(level).log("{}\n{}", what, failure);
    }
  }

  private static String where(AtomTransition t) {
    return "Run '%s' of flow '%s', atom '%s', attempt %d: %s"
        .formatted(t.runId(), t.flow(), t.atom(), t.attempt(), t.from());
  }

  @Override
  public void onProgress(String runId, String atom, double fraction, String details) {
    if (logger.isDebugEnabled()) {
      logger.debug(
          "Run '{}', atom '{}': {} % {}", runId, atom, Math.round(100 * fraction), details);
    }
  }
}
