package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What generated code looks like. {@code -Dgolden.update=true} writes the expected files anew, for
 * a look at the difference.
 */
class GoldenTest {

  static final Path ROOT = Path.of("src", "test", "resources", "golden");

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void generatesWhatIsExpected(String name) throws IOException {
    Map<String, String> generated =
        Compiled.of(sources(ROOT.resolve(name).resolve("source"))).succeeds().generated();
    Path expected = ROOT.resolve(name).resolve("generated");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(expected);
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Files.writeString(expected.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(generated).isEqualTo(read(expected));
  }

  static final List<String> WITH_EXTRAS =
      List.of("-Abackstitch.graph=mermaid,dot", "-Abackstitch.report=json");

  /** The cases that say what is written besides classes. */
  static List<String> casesWithExtras() throws IOException {
    return cases().stream().filter(name -> Files.isDirectory(extras(name))).toList();
  }

  static Path extras(String name) {
    return ROOT.resolve(name).resolve("extras");
  }

  @ParameterizedTest
  @MethodSource("casesWithExtras")
  void drawsAndReportsWhatIsExpected(String name) throws IOException {
    Map<String, String> written = new TreeMap<>();
    Compiled.withOptions(WITH_EXTRAS, sources(ROOT.resolve(name).resolve("source")))
        .succeeds()
        .extras()
        .forEach((path, text) -> written.put(path.replaceFirst(".*/", ""), text));
    if (Boolean.getBoolean("golden.update")) {
      for (Map.Entry<String, String> file : written.entrySet()) {
        Files.writeString(extras(name).resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(written).isEqualTo(read(extras(name)));
  }

  /** All but those that come from no source, or from a fault of the processor. */
  @Test
  void theTextOfEveryKindOfMessageIsKnown() throws IOException {
    StringBuilder texts = new StringBuilder();
    try (Stream<Path> files = Files.walk(GoldenMessages.ROOT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.append(Files.readString(file));
      }
    }
    assertThat(Kind.values())
        .filteredOn(kind -> kind != Kind.BAD_OPTION && kind != Kind.INTERNAL_ERROR)
        .allSatisfy(kind -> assertThat(texts).contains("[" + kind.tag() + "]"));
  }

  @Test
  void theOrderOfFilesChangesNothing() throws IOException {
    List<JavaFileObject> files =
        cases().stream()
            .flatMap(name -> sources(ROOT.resolve(name).resolve("source")).stream())
            .collect(Collectors.toList());
    Compiled once = Compiled.withOptions(WITH_EXTRAS, files);
    Collections.reverse(files);
    Compiled again = Compiled.withOptions(WITH_EXTRAS, files);

    assertThat(again.generated()).isEqualTo(once.generated()).isNotEmpty();
    assertThat(again.extras()).isEqualTo(once.extras()).isNotEmpty();
  }

  private static List<JavaFileObject> sources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted()
          .map(
              file -> {
                try {
                  return JavaFileObjects.forResource(file.toUri().toURL());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
