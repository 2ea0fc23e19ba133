package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written of a flow besides its classes, if somebody asks for it. */
class ExtrasTest {

  private static final List<String> ALL =
      List.of("-Abackstitch.graph=mermaid,dot", "-Abackstitch.report=json");

  private static final String SMALL = "@Flow class F { @Task void a() {} }";

  @Test
  void nothingIsWrittenUnasked() {
    assertThat(Compiled.of(SMALL).succeeds().extras()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "backstitch.graph=mermaid, demo/FFlow.mmd",
    "backstitch.graph=dot, demo/FFlow.dot",
    "backstitch.report=json, demo/FFlow.json"
  })
  void whatIsAskedForIsWrittenBesideTheClass(String option, String file) {
    assertThat(Compiled.withOptions(List.of("-A" + option), SMALL).succeeds().extras())
        .containsOnlyKeys(file);
  }

  @Test
  void eachFlowHasFilesOfItsOwn() {
    assertThat(
            Compiled.withOptions(
                    ALL,
                    SMALL,
                    "class Outer { @Flow static class G { @Task void b() {} } }",
                    "class NoFlow { @Task void c() {} }")
                .succeeds()
                .extras())
        .containsOnlyKeys(
            "demo/FFlow.dot",
            "demo/FFlow.json",
            "demo/FFlow.mmd",
            "demo/Outer_GFlow.dot",
            "demo/Outer_GFlow.json",
            "demo/Outer_GFlow.mmd");
  }

  @Test
  void nothingIsWrittenOfWhatHasErrors(@TempDir Path temp) throws IOException {
    Path source =
        Files.writeString(
            temp.resolve("Flows.java"),
            """
            import io.backstitch.annotation.*;
            @Flow class Right { @Task void a() {} }
            @Flow class Wrong { @Task void a(int missing) {} }
            @Flow class Around { @Subflow Wrong wrong; }
            """);
    List<String> arguments = new ArrayList<>(ALL);
    arguments.addAll(List.of("-processorpath", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", temp.toString(), source.toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(String[]::new));

    assertThat(exit).isNotZero();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("[Backstitch/MissingProvider]");
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("AroundFlow.java")
          .filteredOn(name -> !name.endsWith(".java"))
          .containsExactlyInAnyOrder("RightFlow.dot", "RightFlow.json", "RightFlow.mmd");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "Mermaid", "mermaid;dot"})
  void anUnknownValueIsRefused(String value) {
    Compiled.withOptions(List.of("-Abackstitch.graph=" + value), SMALL)
        .saying(
            "[Backstitch/BadOption] The option -Abackstitch.graph has the value '" + value + "'",
            "Write -Abackstitch.graph=mermaid or -Abackstitch.graph=dot, or both:"
                + " -Abackstitch.graph=mermaid,dot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Abackstitch.report", "-Abackstitch.report="})
  void aMissingValueIsRefused(String option) {
    Compiled.withOptions(List.of(option), SMALL)
        .saying(
            "[Backstitch/BadOption] The option -Abackstitch.report lacks a value."
                + " Write -Abackstitch.report=json");
  }

  @Test
  void whoHasNoFlowIsNotTroubledWithOptions() {
    Compiled.withOptions(List.of("-Abackstitch.graph=svg"), "class Plain {}")
        .notSaying("BadOption");
  }

  private static final String WITH_ALL =
      """
      @Flow("all")
      @Retry(forEach = "hosts", as = "host")
      class F {
        @Task @Provides("a") int a(String host) { return 1; }
        @Task @Provides("ports") List<Integer> b(int a) { return List.of(a); }
        @Task @Retry(forEach = "ports", as = "port") @Provides("c") int c(int port) { return port; }
        @Decider("c") boolean isWanted(int a) { return a > 0; }
        @Task(after = "c") @Retry void d() {}
        @Task void e(Optional<Integer> c, int a, int f) {}
        @Task @Provides("f") int f() { return 2; }
        @Decider("e") boolean isLate() { return false; }
      }
      """;

  /** What is at the ends of lines, and how nodes look, is the same for compiler and runtime. */
  @ParameterizedTest
  @ValueSource(strings = {"", "pattern = Pattern.LINEAR", "pattern = Pattern.UNORDERED"})
  void theDrawingIsThatOfTheRuntime(String pattern) {
    String flow =
        pattern.isEmpty()
            ? WITH_ALL
            : """
              @Flow(value = "all", %s)
              @Retry
              class F {
                @Task @Provides("x") int a() { return 1; }
                @Task @Retry void b() {}
                @Task void c() {}
                @Decider("c") boolean isWanted() { return false; }
              }
              """
                .formatted(pattern);
    String run =
        """
        class Run {
          static Object run() { return FFlow.of(new F()).graph().asGraph().toMermaid(); }
        }
        """;
    Compiled compiled = Compiled.withOptions(ALL, flow, run);
    String ours = compiled.extras().get("demo/FFlow.mmd");
    String theirs = (String) compiled.run();

    assertThat(lines(ours)).isEqualTo(lines(theirs)).contains("all_retry{\"all_retry\"}");
  }

  /** The lines with names for numbers, and without labels on links, in no order. */
  private static List<String> lines(String drawing) {
    Map<String, String> names = new HashMap<>();
    drawing
        .lines()
        .forEach(
            line -> {
              Matcher named =
                  Pattern.compile("(?:subgraph )?([nf]\\d+)[\\[{]\"(.*)\"[\\]}]")
                      .matcher(line.strip());
              if (named.matches()) {
                names.put(named.group(1), named.group(2));
              }
            });
    TreeSet<String> lines = new TreeSet<>();
    drawing
        .replaceAll("\\|\".*?\"\\|", "")
        .lines()
        .map(String::strip)
        .forEach(
            line ->
                lines.add(
                    Pattern.compile("\\b[nf]\\d+\\b")
                        .matcher(line)
                        .replaceAll(
                            found ->
                                Matcher.quoteReplacement(
                                    names.getOrDefault(found.group(), found.group())))));
    return new ArrayList<>(lines);
  }

  @Test
  void linksAreLabelledWithTheSymbolsThatCauseThem() {
    String drawing =
        Compiled.withOptions(
                ALL,
                """
                @Flow
                class F {
                  record Pair(int left, int right) {}
                  @Task @Provides(unpack = true) Pair a() { return new Pair(1, 2); }
                  @Task void b(int left, int right) {}
                  @Task(after = "b") void c() {}
                }
                """)
            .succeeds()
            .extras()
            .get("demo/FFlow.mmd");
    assertThat(drawing)
        .isEqualTo(
            """
            flowchart LR
              n0["a"]
              n1["b"]
              n2["c"]
              n0 -->|"left, right"| n1
              n1 --> n2
            """);
  }

  @Test
  void namesAreEscaped() {
    Map<String, String> extras =
        Compiled.withOptions(
                ALL,
                """
                @Flow("a \\"b\\" \\\\ \\n \\t \\u00e9 \\ud83d\\ude00 \\ud83d <i>")
                class F {
                  @Task("a \\"b\\"\\\\|]\\r.") @Provides("größe") int a() { return 1; }
                  @Task("#quot; end") void b(int größe) {}
                }
                """)
            .succeeds()
            .extras();

    JsonNode report = JsonMapper.shared().readTree(extras.get("demo/FFlow.json"));
    assertThat(report.get("name").asString()).isEqualTo("a \"b\" \\ \n \t é 😀 \ud83d <i>");
    assertThat(report.get("atoms").get(0).get("name").asString()).isEqualTo("a \"b\"\\|]\r.");
    assertThat(report.get("atoms").get(0).get("provides").get(0).get("symbol").asString())
        .isEqualTo("größe");
    assertThat(extras.get("demo/FFlow.mmd"))
        .isEqualTo(
            """
            flowchart LR
              n0["a #34;b#34;#92;#124;#93;#13;."]
              n1["#35;quot#59; end"]
              n0 -->|"größe"| n1
            """);
    assertThat(extras.get("demo/FFlow.dot"))
        .contains(
            "n0 [label=\"a \\\"b\\\"\\\\|]\\r.\"];", "n0 -> n1 [label=\"größe\"];", " \\\\ \\n ");
  }

  @Test
  void theReportSaysWhereEachValueComesFrom() {
    JsonNode report =
        JsonMapper.shared()
            .readTree(
                Compiled.withOptions(ALL, WITH_ALL).succeeds().extras().get("demo/FFlow.json"));

    JsonNode atoms = report.get("atoms");
    assertThat(from(atoms.get(0).get("requires").get(0))).isEqualTo("host: [\"all_retry\"]");
    assertThat(from(atoms.get(1).get("requires").get(0))).isEqualTo("a: [\"a\"]");
    assertThat(atoms.get(2).get("requires").valueStream().map(ExtrasTest::from))
        .containsExactly("port: [\"c_retry\"]", "ports: [\"b\"]");
    assertThat(from(atoms.get(2).get("deciders").get(0).get("requires").get(0)))
        .isEqualTo("a: [\"a\"]");
    assertThat(report.get("inputs").get(0).toString())
        .isEqualTo(
            "{\"symbol\":\"hosts\",\"type\":\"java.util.Collection<java.lang.String>\","
                + "\"optional\":false}");
  }

  private static String from(JsonNode required) {
    return required.get("symbol").asString() + ": " + required.get("from");
  }

  @Test
  void aSubflowFromAClassFileIsDrawnAsFromItsSource(@TempDir Path classes) throws IOException {
    String part = "@Flow class Part { @Task @Provides(\"x\") int a(@Input int y) { return y; } }";
    String whole = "@Flow class Whole { @Subflow Part part; @Task void b(int x) {} }";
    Map<String, String> together = Compiled.withOptions(ALL, part, whole).succeeds().extras();
    Compiled.of(part).save(classes);

    Map<String, String> apart = Compiled.with(classes, ALL, whole).succeeds().extras();

    assertThat(apart).hasSize(3);
    assertThat(together).containsAllEntriesOf(apart);
  }
}
