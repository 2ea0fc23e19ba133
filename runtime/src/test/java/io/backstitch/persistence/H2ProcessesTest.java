package io.backstitch.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.nio.file.Path;
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
      assertRefused("process " + other.pid() + " has it open");
      assertRefused("process " + other.pid() + " has it open");
    } finally {
      other.destroyForcibly();
    }
  }
}
