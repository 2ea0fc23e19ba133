package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The time limit is there only so that a defect fails instead of hanging. */
@Timeout(120)
class H2ProcessesTest {

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("runs");
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> JdbcPersistence.h2(path()).open())
        .withMessageContaining("runs.mv.db")
        .withMessageContaining(message);
  }

  @Test
  void refusesAFileThatAnotherProcessHas() throws Exception {
    Process other = StoreProcess.start("hold", path());
    try (BufferedReader output = StoreProcess.outputOf(other)) {
      assertThat(output.readLine()).isEqualTo("open");
      assertRefused("process " + other.pid() + " has it open");
      assertRefused("process " + other.pid() + " has it open");
      other.getOutputStream().close();
      assertThat(other.waitFor()).isZero();
    } finally {
      other.destroyForcibly();
    }
    JdbcPersistence.h2(path()).open().close();
  }

  @Test
  void refusesAFileThatAnotherProcessHasAndTriedToOpenTwice() throws Exception {
    Process other = StoreProcess.start("hold after a second try", path());
    try (BufferedReader output = StoreProcess.outputOf(other)) {
      assertThat(output.readLine()).isEqualTo("open");
      assertRefused("has it open");
      assertRefused("has it open");
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void keepsAllThatWasAcknowledgedWhenTheProcessIsKilled() throws Exception {
    Process other = StoreProcess.start("commit", path());
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader output = StoreProcess.outputOf(other)) {
      for (int i = 0; i < 500; i++) {
        acknowledged.add(output.readLine());
      }
      other.destroyForcibly().waitFor();
      addRest(output, acknowledged);
    } finally {
      other.destroyForcibly();
    }

    try (RunStore store = JdbcPersistence.h2(path()).open()) {
      assertThat(store.unfinished(null, 1_000_000)).containsAll(acknowledged);
      for (String id : acknowledged) {
        assertThat(store.load(id).orElseThrow().atoms())
            .containsExactly(done("a", 1, "\"" + id + "\""));
      }
    }
  }

  private static void addRest(BufferedReader output, List<String> acknowledged) throws IOException {
    StringBuilder rest = new StringBuilder();
    try {
      for (int c = output.read(); c >= 0; c = output.read()) {
        rest.append((char) c);
      }
    } catch (IOException e) {
      // The platform may close the stream of a process that it kills.
      assertThat(e).hasMessageContaining("losed");
    }
    // What follows the last line end was cut off in the middle.
    int end = rest.lastIndexOf("\n");
    if (end >= 0) {
      acknowledged.addAll(rest.substring(0, end).lines().toList());
    }
  }
}
