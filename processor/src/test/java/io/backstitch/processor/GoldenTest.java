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

  @Test
  void theOrderOfFilesChangesNothing() throws IOException {
    List<JavaFileObject> files =
        cases().stream()
            .flatMap(name -> sources(ROOT.resolve(name).resolve("source")).stream())
            .collect(Collectors.toList());
    Map<String, String> once = Compiled.of(files).generated();
    Collections.reverse(files);

    assertThat(Compiled.of(files).generated()).isEqualTo(once).isNotEmpty();
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
