package io.backstitch.samples.gameupgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.samples.SampleProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

  /** What the shell sees of a process that was asked to end. */
  private static final int TERMINATED = 143;

  @TempDir Path temp;

  @Test
  void hasTheDirectoryForItselfAndEndsInGoodOrder() throws Exception {
    Path directory = temp.resolve("world");
    int port = SampleProcess.freePort();
    String[] arguments = {
      "game-upgrade", "--directory", directory.toString(), "--port", "" + port, "--keep"
    };

    try (SampleProcess sample = SampleProcess.start(temp, arguments)) {
      sample.awaitOutput("stopServer       PENDING -> RUNNING");
      sample.signal("STOP");
      SampleProcess.runHere(arguments).isRefusal("Another process", directory.toString());
      sample.signal("TERM");
      sample.signal("CONT");
      SampleProcess.Result result = sample.await();
      assertThat(result.exitCode()).isEqualTo(TERMINATED);
      assertThat(result.out()).last().asString().startsWith("Interrupted");
      assertThat(result.err()).isEmpty();
    }
    SampleProcess.assertFree(port);

    SampleProcess.Result result = SampleProcess.runHere(arguments);

    result.isGood();
    assertThat(String.join("\n", result.out())).contains("the new version: 2.0");
    assertThat(LedgerLines.read(directory).repeated()).as("ran twice").isEmpty();
  }
}
