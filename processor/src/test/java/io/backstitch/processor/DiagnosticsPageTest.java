package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples of docs/diagnostics.md. In a paragraph of one, each line that is marked as wrong is
 * compiled with the lines that are not marked, and so are all that are right together. A paragraph
 * without marks goes with those after it. A line is a method without its body, or a class.
 */
class DiagnosticsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "diagnostics.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\\R(.*?)```");

  private static final String IMPORTS = "import java.io.Reader; import java.nio.file.Path; ";

  /** What the examples mention. */
  private static final List<String> TYPES =
      List.of(
          "record A() {}",
          "record B() {}",
          "record Endpoint(String host, int port) {}",
          "record Fax() {}",
          "record Item() {}",
          "record Mail() {}",
          "record Snapshot() {}",
          "record Volume() {}",
          """
          @Flow
          class VolumeCreate {
            @Task @Provides("volume") Volume allocate(@Input long size) { return new Volume(); }
          }
          """);

  @TestFactory
  Stream<DynamicTest> examplesAreWhatTheyAreSaidToBe() throws IOException {
    Map<String, String> entries = entries();
    assertThat(entries.keySet())
        .containsExactlyElementsOf(
            Arrays.stream(Kind.values()).map(DiagnosticsPageTest::name).sorted().toList());
    entries.remove(name(Kind.INTERNAL_ERROR)); // It can have no example.
    entries.remove(name(Kind.BAD_OPTION)); // Its examples are no Java.
    return entries.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> entry(entry)));
  }

  private static void entry(Map.Entry<String, String> entry) {
    List<List<String>> wrong = new ArrayList<>();
    List<List<String>> right = new ArrayList<>();
    BLOCK
        .matcher(entry.getValue())
        .results()
        .forEach(block -> collect(block.group(1).split("\\R\\R"), wrong, right));
    assertThat(wrong).isNotEmpty();
    assertThat(right).isNotEmpty();
    String mark = (entry.getValue().startsWith("A warning") ? "// ?" : "// !") + entry.getKey();
    wrong.forEach(lines -> compiled(lines, mark).saysKindsThatAreMarked());
    right.forEach(lines -> compiled(lines, mark).succeeds());
  }

  private static void collect(
      String[] paragraphs, List<List<String>> wrong, List<List<String>> right) {
    List<String> before = new ArrayList<>();
    for (String paragraph : paragraphs) {
      List<String> lines = paragraph.lines().toList();
      List<String> bad = lines.stream().filter(DiagnosticsPageTest::isWrong).toList();
      List<String> good = lines.stream().filter(line -> !isWrong(line)).toList();
      List<String> plain = good.stream().filter(line -> !isRight(line)).toList();
      if (plain.equals(lines)) {
        before.addAll(lines);
        continue;
      }
      for (String one : bad) {
        List<String> kept =
            lines.stream().filter(line -> line.equals(one) || plain.contains(line)).toList();
        wrong.add(Stream.concat(before.stream(), kept.stream()).toList());
      }
      if (good.size() > plain.size()) {
        right.add(Stream.concat(before.stream(), good.stream()).toList());
      }
    }
  }

  private static boolean isWrong(String line) {
    return line.contains("// wrong");
  }

  private static boolean isRight(String line) {
    return line.contains("// right");
  }

  private static Compiled compiled(List<String> lines, String mark) {
    return Compiled.of(
        Stream.concat(TYPES.stream(), Stream.of(source(lines, mark))).toArray(String[]::new));
  }

  private static String source(List<String> lines, String mark) {
    List<String> code =
        lines.stream()
            .map(
                line ->
                    line.replaceFirst(" *//.*", "")
                            .replaceFirst("(?<=\\));$", " { throw new IllegalStateException(); }")
                            .replace("{ ... }", "{ @Task void run() {} }")
                        + (isWrong(line) ? " " + mark : ""))
            .toList();
    boolean isClass = code.get(0).startsWith("class ");
    return IMPORTS
        + (isClass ? "" : "@Flow class F {\n")
        + String.join("\n", code)
        + (isClass ? "" : "\n}");
  }

  /** The texts of the entries, by kind. */
  private static Map<String, String> entries() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    String[] parts = Files.readString(PAGE).split("(?m)^## ");
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      String[] head = part.split("\\R+", 2);
      assertThat(entries.put(head[0], head[1])).isNull();
    }
    return entries;
  }

  private static String name(Kind kind) {
    return kind.tag().replace("Backstitch/", "");
  }
}
