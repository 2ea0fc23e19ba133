package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiler of Eclipse finds and writes the same. */
class EclipseTest {

  @TempDir Path temp;

  private final StringWriter said = new StringWriter();

  private boolean compile(Path sources, Path generated, String... options) throws IOException {
    String classPath = System.getProperty("java.class.path");
    PrintWriter out = new PrintWriter(said);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-17",
                "-proceedOnError",
                "-classpath",
                classPath,
                "-processorpath",
                classPath,
                "-s",
                Files.createDirectories(generated).toString(),
                "-d",
                Files.createDirectories(temp.resolve("classes")).toString()));
    arguments.addAll(List.of(options));
    arguments.add(sources.toString());
    return BatchCompiler.compile(arguments.toArray(String[]::new), out, out, null);
  }

  static List<String> cases() throws IOException {
    return GoldenTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesWhatIsExpected(String name) throws IOException {
    Path generated = temp.resolve("generated");
    boolean succeeded = compile(GoldenTest.ROOT.resolve(name).resolve("source"), generated);
    assertThat(said.toString()).isEmpty();
    assertThat(succeeded).isTrue();
    assertThat(contents(generated))
        .isEqualTo(contents(GoldenTest.ROOT.resolve(name).resolve("generated")));
  }

  static List<String> casesWithExtras() throws IOException {
    return GoldenTest.casesWithExtras();
  }

  @ParameterizedTest
  @MethodSource("casesWithExtras")
  void drawsAndReportsWhatIsExpected(String name) throws IOException {
    boolean succeeded =
        compile(
            GoldenTest.ROOT.resolve(name).resolve("source"),
            temp.resolve("generated"),
            GoldenTest.WITH_EXTRAS.toArray(String[]::new));
    assertThat(said.toString()).isEmpty();
    assertThat(succeeded).isTrue();
    assertThat(contents(temp.resolve("classes"))).isEqualTo(contents(GoldenTest.extras(name)));
  }

  @Test
  void saysWhatAnOptionCannotBe() throws IOException {
    assertThat(
            compile(
                GoldenTest.ROOT.resolve("linear").resolve("source"),
                temp.resolve("generated"),
                "-Abackstitch.report=xml"))
        .isFalse();
    assertThat(said.toString())
        .containsOnlyOnce("[Backstitch/BadOption]")
        .contains("Write -Abackstitch.report=json");
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(path -> !path.toString().endsWith(".class"))
              .toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void saysWhatIsWrongAndNothingElse() throws IOException {
    Path source = Files.createDirectories(temp.resolve("source"));
    Files.writeString(
        source.resolve("Wrong.java"),
        """
        import io.backstitch.annotation.*;

        @Flow
        class Wrong {
          @Task
          @Provides("size")
          long measure() {
            return 1;
          }

          @Task
          void use(long sise) {}

          @Revert("measur")
          void undo() {}
        }

        class User {
          WrongFlow flow = WrongFlow.of(new Wrong());
        }
        """);
    assertThat(compile(source, temp.resolve("generated"))).isFalse();
    List<String> errors =
        said.toString().lines().filter(line -> line.contains("ERROR in")).toList();
    assertThat(errors)
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).contains("Wrong.java (at line 12)"),
            error -> assertThat(error).contains("Wrong.java (at line 14)"));
    assertThat(said.toString())
        .contains("[Backstitch/MissingProvider]", "[Backstitch/UnknownTask]");
  }
}
