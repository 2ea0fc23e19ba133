package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What was acknowledged is there, whenever the process dies. The time limit is there only so that a
 * defect fails instead of hanging.
 */
@Timeout(600)
@Execution(ExecutionMode.SAME_THREAD)
class H2CrashTest {

  @TempDir Path directory;

  private final Random random = new Random(7);
  private long acknowledged;

  @Test
  void everyWriteMayBeTheLast() throws IOException {
    Path copy = directory.resolve("copy.mv.db");
    List<Long> crashes = new ArrayList<>();
    CrashingFile.install(
        directory.toRealPath(),
        file -> {
          if (acknowledged > 0) {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            crashes.add(newestVersion(copy));
            assertThat(crashes.get(crashes.size() - 1)).isGreaterThanOrEqualTo(acknowledged);
          }
        });
    try {
      commit(150, JdbcPersistence.h2(directory.resolve("runs")));
    } finally {
      CrashingFile.remove();
    }
    assertThat(crashes).hasSizeGreaterThan(300);
  }

  /** Then of what was not yet synced, any block may be on the disk or not. */
  @Test
  void theMachineMayLosePowerAtAnyWrite() throws IOException {
    Path copy = directory.resolve("copy.mv.db");
    List<Long> crashes = new ArrayList<>();
    CrashingFile.install(
        directory.toRealPath(),
        file -> {
          if (acknowledged > 0) {
            byte[] now = Files.readAllBytes(file);
            byte[] synced = CrashingFile.synced();
            byte[] disk = Arrays.copyOf(synced, Math.max(now.length, synced.length));
            for (int i = 0; i < now.length; i += 4096) {
              if (random.nextBoolean()) {
                System.arraycopy(now, i, disk, i, Math.min(4096, now.length - i));
              }
            }
            Files.write(copy, disk);
            crashes.add(newestVersion(copy));
            assertThat(crashes.get(crashes.size() - 1)).isGreaterThanOrEqualTo(acknowledged);
          }
        });
    try {
      commit(100, JdbcPersistence.h2(directory.resolve("runs")).survivingPowerLoss());
    } finally {
      CrashingFile.remove();
    }
    assertThat(crashes).hasSizeGreaterThan(300);
  }

  /**
   * H2 itself would open it and, before the header is right, overwrite what leads to the newest.
   */
  @Test
  void aFileThatNobodyClosedGetsAHeaderFirst() throws IOException {
    Path path = directory.toRealPath().resolve("runs.mv.db");
    Path copy = directory.resolve("copy.mv.db");
    CrashingFile.install(
        directory.toRealPath(),
        file -> {
          if (acknowledged > 0) {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
          }
        });
    try (RunStore store = JdbcPersistence.h2(directory.resolve("runs")).open()) {
      for (int i = 0; i < 30; i++) {
        store.commit(List.of(start("r" + i)));
        acknowledged = CrashingFile.version();
      }
      CrashingFile.remove();
    }
    assertThat(header(copy)).doesNotContain("clean:1");

    Files.move(copy, path, StandardCopyOption.REPLACE_EXISTING);
    List<String> headers = new ArrayList<>();
    CrashingFile.install(path.getParent(), file -> headers.add(header(file)));
    try {
      JdbcPersistence.h2(directory.resolve("runs")).open().close();
    } finally {
      CrashingFile.remove();
    }
    assertThat(headers.get(0)).contains("clean:1", "version:" + Long.toHexString(acknowledged));
  }

  private void commit(int times, JdbcPersistence persistence) {
    try (RunStore store = persistence.open()) {
      for (int i = 0; i < times; i++) {
        String result = "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 9_000 : 200));
        store.commit(List.of(start("r" + i), atoms("r" + i, done("a", 1, "\"" + result + "\""))));
        acknowledged = CrashingFile.version();
      }
    }
  }

  /** Opens a file as H2 does. */
  private static long newestVersion(Path file) {
    MVStore store = new MVStore.Builder().fileName(file.toString()).readOnly().open();
    try {
      return store.getCurrentVersion();
    } finally {
      store.closeImmediately();
    }
  }

  private static String header(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4096), StandardCharsets.ISO_8859_1).trim();
    }
  }
}
