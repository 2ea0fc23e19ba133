package io.backstitch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir Path output;

  @Test
  void namesTheSamplesWhenNoneIsNamed() {
    SampleProcess.runHere().isRefusal("game-upgrade");
  }

  @Test
  void namesTheSamplesWhenThereIsNoSuchSample() throws Exception {
    SampleProcess.run(output, "game-downgrade").isRefusal("'game-downgrade'", "game-upgrade");
  }

  @Test
  void namesTheSamplesWhenAskedForHelp() {
    SampleProcess.Result result = SampleProcess.runHere("--help");
    result.isGood();
    assertThat(result.out()).anyMatch(line -> line.contains("game-upgrade"));
  }

  @Test
  void explainsTheOptions() {
    SampleProcess.Result result = SampleProcess.runHere("game-upgrade", "--help");
    result.isGood();
    assertThat(result.out()).anyMatch(line -> line.contains("--crash-at=TASK"));
  }

  @Test
  void refusesAnOptionThatThereIsNot() {
    SampleProcess.runHere("game-upgrade", "--fail").isRefusal("--fail");
    SampleProcess.runHere("game-upgrade", "more").isRefusal("more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fail-at", "--crash-at", "--directory", "--port"})
  void refusesAnOptionWithoutItsValue(String option) {
    SampleProcess.runHere("game-upgrade", option).isRefusal(option);
    SampleProcess.runHere("game-upgrade", option, "--keep").isRefusal(option);
    SampleProcess.runHere("game-upgrade", option, "").isRefusal(option);
    SampleProcess.runHere("game-upgrade", option + "=").isRefusal(option);
  }

  @ParameterizedTest
  @CsvSource({
    "--fail-at, upgradeDatbase, upgradeDatabase",
    "--crash-at, restoreApp, upgradeApp",
    "--port, 0, 65535",
    "--port, 65536, 65535",
    "--port, 99999999999, 65535",
    "--port, -1, 65535",
    "--port, http, 65535"
  })
  void refusesAValueThatCannotBe(String option, String value, String instead) {
    SampleProcess.runHere("game-upgrade", option, value).isRefusal(option, value, instead);
  }
}
