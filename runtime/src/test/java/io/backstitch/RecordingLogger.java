package io.backstitch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps what is logged, from a level on. Like a real one it asks an exception for its stack trace,
 * and fails if that fails.
 */
public final class RecordingLogger extends AbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient Level from;
  private transient volatile @Nullable List<String> lines;

  /**
   * Creates a logger.
   *
   * @param from the least level that is kept
   * @param lines where it is kept: level, text, and the message of the exception; null for nowhere
   */
  public RecordingLogger(Level from, @Nullable List<String> lines) {
    this.from = from;
    this.lines = lines;
  }

  /** From here on keeps what is logged elsewhere; null for nowhere. */
  public void recordTo(@Nullable List<String> newLines) {
    lines = newLines;
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return "";
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable error) {
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    if (error != null) {
      error.printStackTrace(new PrintWriter(new StringWriter()));
      text = text + " " + error.getMessage();
    }
    List<String> kept = lines;
    if (kept != null) {
      kept.add(level + " " + text);
    }
  }

  private boolean has(Level level) {
    return lines != null && level.toInt() >= from.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return has(Level.TRACE);
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return has(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return has(Level.DEBUG);
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return has(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return has(Level.INFO);
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return has(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return has(Level.WARN);
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return has(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return has(Level.ERROR);
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return has(Level.ERROR);
  }
}
