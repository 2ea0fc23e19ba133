package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The processor works in all ways in which the compiler of the JDK can be called. */
class CompilerModesTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path temp;

  private Path write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Calls the compiler with all warnings as errors; returns what it says. */
  private String compile(List<String> options, Path... sources) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xlint:all,-requires-automatic,-options",
                "-Werror",
                "-processorpath",
                CLASS_PATH,
                "-d",
                Files.createDirectories(temp.resolve("classes")).toString(),
                "-s",
                Files.createDirectories(temp.resolve("generated")).toString()));
    arguments.addAll(options);
    Arrays.stream(sources).map(Path::toString).forEach(arguments::add);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(new String[0]));
    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(text).isZero();
    return text;
  }

  private Path flow() throws IOException {
    return write(
        "source/demo/Measure.java",
        """
        package demo;

        import io.backstitch.annotation.Flow;
        import io.backstitch.annotation.Input;
        import io.backstitch.annotation.Provides;
        import io.backstitch.annotation.Task;
        import java.util.List;

        @Flow
        public class Measure {

          public sealed interface Shape permits Square, Circle {}

          public record Square(double side) implements Shape {}

          public record Circle(double radius) implements Shape {}

          @Task
          @Provides("sizes")
          public List<? extends Number> measure(@Input List<? extends Shape> shapes) {
            return shapes.stream().map(shape -> shape.toString().length()).toList();
          }

          public static void main(String[] shapes) {
            var outcome = MeasureFlow.of(new Measure()).run(List.of(new Square(1), new Circle(22)));
            System.out.print(outcome.sizes());
          }

          public Measure() {}
        }
        """);
  }

  static Stream<Integer> releases() {
    return IntStream.rangeClosed(17, Runtime.version().feature()).boxed();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void compilesForEveryRelease(int release) throws IOException {
    List<String> options = List.of("--release", "" + release, "-classpath", CLASS_PATH);
    assertThat(compile(options, flow())).isEmpty();
    assertThat(temp.resolve("classes/demo/MeasureFlow.class")).exists();
  }

  @Test
  void onlyProcesses() throws IOException {
    assertThat(compile(List.of("-proc:only", "-classpath", CLASS_PATH), flow())).isEmpty();
    assertThat(temp.resolve("generated/demo/MeasureFlow.java")).exists();
    assertThat(temp.resolve("classes")).isEmptyDirectory();
  }

  /** What a module that uses the runtime needs at run time, and nothing else of this build. */
  private static String modulePath() {
    List<String> needed =
        List.of(
            "annotations",
            "runtime",
            "jspecify",
            "slf4j",
            "jgrapht",
            "jheaps",
            "apfloat",
            "jackson");
    return Arrays.stream(CLASS_PATH.split(File.pathSeparator))
        .filter(entry -> needed.stream().anyMatch(name -> nameOf(entry).contains(name)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Of a jar its file name, of the classes of a module that of the module. */
  private static String nameOf(String entry) {
    Path path = Path.of(entry);
    return entry.endsWith("classes")
        ? path.getParent().getParent().getFileName().toString()
        : path.getFileName().toString();
  }

  @Test
  void worksOnTheModulePath() throws Exception {
    Path module =
        write(
            "source/module-info.java",
            "/** A user. */ module demo { requires transitive io.backstitch; exports demo; }");
    assertThat(compile(List.of("--module-path", modulePath()), module, flow())).isEmpty();
    String path = modulePath() + File.pathSeparator + temp.resolve("classes");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                path,
                "--module",
                "demo/demo.Measure")
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).endsWith("[16, 19]");
  }

  /** A build tool that compiles in the same place again must find nothing to do. */
  @Test
  void writesTheSameAgain() throws IOException {
    List<String> options = List.of("-classpath", CLASS_PATH);
    Path flow = flow();
    compile(options, flow);
    List<String> once = generated();
    compile(options, flow);
    assertThat(generated()).isEqualTo(once).hasSize(2);
  }

  private List<String> generated() throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(temp.resolve("generated"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.add(Files.readString(file));
      }
    }
    return Collections.unmodifiableList(contents);
  }
}
