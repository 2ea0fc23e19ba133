package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a process that has a store open means for others, while it lives and when it is killed. The
 * time limit is there only so that a defect fails instead of hanging.
 */
@Timeout(600)
@Execution(ExecutionMode.SAME_THREAD)
abstract class ProcessesContract {

  @TempDir Path directory;

  private final Random random = new Random(7);

  abstract StoreProcess.Kind kind();

  Path path() {
    return directory.resolve("runs");
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> kind().at(path()).open())
        .withMessageContaining(path().toString())
        .withMessageContaining(message);
  }

  @Test
  void refusesAPlaceThatAnotherProcessHas() throws Exception {
    Process other = StoreProcess.start("hold", kind(), path());
    try (BufferedReader output = StoreProcess.outputOf(other)) {
      assertThat(output.readLine()).isEqualTo("open");
      assertRefused("process " + other.pid() + " has it open");
      assertRefused("process " + other.pid() + " has it open");
      other.getOutputStream().close();
      assertThat(other.waitFor()).isZero();
    } finally {
      other.destroyForcibly();
    }
    kind().at(path()).open().close();
  }

  @Test
  void refusesAPlaceThatAnotherProcessHasAndTriedToOpenTwice() throws Exception {
    Process other = StoreProcess.start("hold after a second try", kind(), path());
    try (BufferedReader output = StoreProcess.outputOf(other)) {
      assertThat(output.readLine()).isEqualTo("open");
      assertRefused("process " + other.pid() + " has it open");
      assertRefused("process " + other.pid() + " has it open");
    } finally {
      other.destroyForcibly();
    }
  }

  /** More rounds with {@code -Dkill.rounds=300}. */
  @Test
  void everyProcessMayBeKilled() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    int rounds = Integer.getInteger("kill.rounds", 4);
    for (int round = 0; round < rounds; round++) {
      Process other = StoreProcess.start("commit", kind(), path());
      try (BufferedReader output = StoreProcess.outputOf(other)) {
        String first = output.readLine();
        assertThat(first).as("round %s", round).isNotNull();
        acknowledged.add(first);
        Thread.sleep(random.nextInt(300));
        other.destroyForcibly().waitFor();
        addRest(output, acknowledged);
      } finally {
        other.destroyForcibly();
      }
      try (RunStore store = kind().at(path()).open()) {
        Set<String> missing = new HashSet<>(acknowledged);
        store.unfinished(null, 10_000_000).forEach(missing::remove);
        assertThat(missing).as("round %s", round).isEmpty();
        for (String id :
            acknowledged.subList(Math.max(0, acknowledged.size() - 100), acknowledged.size())) {
          assertThat(store.load(id).orElseThrow().atoms())
              .containsExactly(done("a", 1, "\"" + id + "\""));
        }
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
