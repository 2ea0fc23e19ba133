package io.backstitch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir Path output;

  @Test
  void namesTheSamplesWhenNoneIsNamed() throws Exception {
    SampleProcess.run(output).isRefusal("game-upgrade");
  }

  @Test
  void namesTheSamplesWhenThereIsNoSuchSample() throws Exception {
    SampleProcess.run(output, "game-downgrade").isRefusal("'game-downgrade'", "game-upgrade");
  }

  @Test
  void refusesAnOptionThatThereIsNot() throws Exception {
    SampleProcess.run(output, "game-upgrade", "--fail").isRefusal("--fail");
  }

  @Test
  void explainsTheOptions() throws Exception {
    SampleProcess.Result result = SampleProcess.run(output, "game-upgrade", "--help");
    result.isGood();
    assertThat(result.out()).anyMatch(line -> line.contains("--crash-at=TASK"));
  }
}
