package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.annotation.processing.SupportedOptions;
import org.junit.jupiter.api.Test;

/** The examples of docs/processor.md. */
class ProcessorPageTest {

  private static final Path PAGE = Path.of("..", "docs", "processor.md");

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?s)```" + language + "\\R(.*?)```")
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void theExampleIsDrawnAndReportedAsItIsSaid() throws IOException {
    String source =
        blocks("java").stream()
            .filter(block -> block.startsWith("@Flow"))
            .findFirst()
            .orElseThrow();
    Map<String, String> extras =
        Compiled.withOptions(GoldenTest.WITH_EXTRAS, source).succeeds().extras();

    assertThat(blocks("mermaid")).containsExactly(extras.get("demo/VolumeCreateFlow.mmd"));
    String report = extras.get("demo/VolumeCreateFlow.json").replace("\n    ", "\n");
    assertThat(blocks("json"))
        .singleElement()
        .satisfies(part -> assertThat(report).contains("\n" + part.stripTrailing() + ","));
  }

  @Test
  void allOptionsAreListed() throws IOException {
    assertThat(
            Pattern.compile("(?m)^\\| `-A([\\w.]+)`")
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult option) -> option.group(1)))
        .containsExactly(FlowProcessor.class.getAnnotation(SupportedOptions.class).value());
  }
}
