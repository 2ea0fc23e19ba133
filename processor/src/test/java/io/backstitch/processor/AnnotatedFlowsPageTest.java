package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that docs/annotated-flows.md shows compiles, without a warning. */
class AnnotatedFlowsPageTest {

  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  static List<String> examples() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "annotated-flows.md"));
    List<String> examples = CODE.matcher(page).results().map(each -> each.group(1)).toList();
    assertThat(examples).hasSizeGreaterThan(3);
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void compiles(String example) {
    Compiled.of(example.strip().split("\n(?=@Flow)")).succeeds();
  }
}
