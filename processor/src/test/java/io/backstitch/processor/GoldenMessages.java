package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * The exact text and place of every message that a test draws, in a file for each test: {@code
 * -Dgolden.update=true} writes the files anew, for a look at the difference.
 */
final class GoldenMessages {

  static final Path ROOT = Path.of("src", "test", "resources", "golden-messages");

  private static final Pattern TEST =
      Pattern.compile("io\\.backstitch\\.processor\\.(\\w+Test)#(?:lambda\\$)?(\\w+?)(?:\\$\\d+)?");

  /** How often each test has compared messages by now. */
  private static final Map<String, Integer> COMPARED = new ConcurrentHashMap<>();

  private GoldenMessages() {}

  /**
   * Compares messages with those in the file of the test that calls.
   *
   * @param hidden what is put before the sources, and not shown
   */
  static void compare(List<Diagnostic<? extends JavaFileObject>> messages, String hidden) {
    String text =
        messages.stream()
            .filter(message -> message.getMessage(Locale.ROOT).contains("[Backstitch/"))
            .map(message -> show(message, hidden))
            .collect(Collectors.joining("\n"));
    if (text.isEmpty()) {
      return;
    }
    Path file = ROOT.resolve(nextName());
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertThat(file).as("the file of messages, which -Dgolden.update=true writes").exists();
      assertThat(text).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The test, its method, and which of several comparisons in it this is. */
  private static String nextName() {
    String test =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .map(
                            frame ->
                                TEST.matcher(frame.getClassName() + "#" + frame.getMethodName()))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1) + "/" + matcher.group(2))
                        // The outermost: a test may have methods that help it.
                        .reduce((inner, outer) -> outer)
                        .orElseThrow());
    int times = COMPARED.merge(test, 1, Integer::sum);
    return test + (times == 1 ? "" : "-" + times) + ".txt";
  }

  private static String show(Diagnostic<? extends JavaFileObject> message, String hidden) {
    String line = "";
    try {
      line =
          message
              .getSource()
              .getCharContent(true)
              .toString()
              .lines()
              .skip(message.getLineNumber() - 1)
              .findFirst()
              .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long column = message.getColumnNumber();
    if (line.startsWith(hidden)) {
      line = line.substring(hidden.length());
      column -= hidden.length();
    }
    return "%s:%d:%d %s: %s%n    %s%n    %s^%n"
        .formatted(
            message.getSource().getName().replaceFirst(".*/", ""),
            message.getLineNumber(),
            column,
            message.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning",
            message.getMessage(Locale.ROOT),
            line,
            " ".repeat((int) Math.max(0, column - 1)))
        .replace("\r\n", "\n");
  }
}
