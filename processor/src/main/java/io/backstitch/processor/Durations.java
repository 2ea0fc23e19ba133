package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes durations. */
final class Durations {

  private static final Pattern SHORT = Pattern.compile("(-?\\d+)(ms|s|m|h|d)");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  /** The longest wait that a retry can have. */
  static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private Durations() {}

  /** A duration as somebody wrote it, or null if it cannot be read. */
  static @Nullable Duration parse(String text) {
    try {
      Matcher matcher = SHORT.matcher(text);
      if (!matcher.matches()) {
        return Duration.parse(text);
      }
      ChronoUnit unit = UNITS.get(matcher.group(2));
      return unit == null ? null : Duration.of(Long.parseLong(matcher.group(1)), unit);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null; // It is for the caller to say what can be read.
    }
  }

  /** {@code Duration.ofMillis(200)}. */
  static CodeBlock code(Duration duration) {
    if (duration.toNanosPart() == 0) {
      return CodeBlock.of("$T.ofSeconds($L)", Duration.class, literal(duration.toSeconds()));
    }
    return duration.toNanosPart() % 1_000_000 == 0 && duration.toSeconds() < Integer.MAX_VALUE
        ? CodeBlock.of("$T.ofMillis($L)", Duration.class, literal(duration.toMillis()))
        : CodeBlock.of("$T.parse($S)", Duration.class, duration.toString());
  }

  private static String literal(long number) {
    return number == (int) number ? "" + number : number + "L";
  }
}
