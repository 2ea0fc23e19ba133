package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.DirectoryPersistence;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.Persistence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that can't grow any more, because the process of the runs may write no larger ones: to the
 * program that is a disk that is full.
 */
@Timeout(120)
class FullDiskTest {

  private static final int KILOBYTE = 1024;
  private static final int TASKS = 8;

  @TempDir Path directory;

  @Test
  void inADirectoryTheRunStopsAndNoOther() throws Exception {
    // The file of the large run does not fit, that of the small one does.
    assertThat(runWithFilesUpTo(600, "directory"))
        .contains("large stopped RUNNING")
        .contains("small ended SUCCESS")
        .doesNotContain("reverted");
    recovers("directory", 1);
  }

  @Test
  void inAnH2FileRunsStop() throws Exception {
    // All runs are in one file, and there is no room in it for half of what there is to store.
    assertThat(runWithFilesUpTo(1_200, "h2"))
        .contains("large stopped RUNNING")
        .doesNotContain("FAILURE")
        .doesNotContain("REVERTED")
        .doesNotContain("reverted");
    recovers("h2", 1);
  }

  /** Carries on where there is room. */
  private void recovers(String kind, int atLeast) {
    try (Backstitch backstitch = Backstitch.open(persistence(kind, directory))) {
      backstitch.register(flow());
      Recovery recovery = backstitch.recover();
      assertThat(recovery.leftAlone()).isEmpty();
      assertThat(recovery.runs()).hasSizeGreaterThanOrEqualTo(atLeast);
      for (FlowRun<?> run : recovery.runs()) {
        run.join();
        assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
      }
    }
  }

  private String runWithFilesUpTo(int kilobytes, String kind) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash to set the limit with");
    Process process =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "ulimit -f " + kilobytes + " && exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskTest.class.getName(),
                kind,
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static Persistence persistence(String kind, Path directory) {
    return kind.equals("h2")
        ? JdbcPersistence.h2(directory.resolve("runs"))
        : DirectoryPersistence.at(directory.resolve("runs"));
  }

  /** Each task returns as many kilobytes as it is told. */
  private static DynamicFlow flow() {
    Symbol<Integer> size = Symbol.of("size", int.class);
    LinearFlow flow = LinearFlow.named("full");
    for (int i = 0; i < TASKS; i++) {
      String name = "t" + i;
      flow =
          flow.add(
              Atom.named(name)
                  .requires(size)
                  .provides(Symbol.of(name, String.class))
                  .executes(in -> "x".repeat(in.get(0, size) * KILOBYTE))
                  .reverts(in -> System.out.println("reverted " + name))
                  .build());
    }
    return DynamicFlow.of(flow);
  }

  public static void main(String[] args) {
    try (Backstitch backstitch = Backstitch.open(persistence(args[0], Path.of(args[1])))) {
      DynamicFlow flow = flow();
      backstitch.register(flow);
      tell(backstitch.start(flow.with(Map.of("size", 300)), "large"));
      if (!args[0].equals("h2")) {
        tell(backstitch.start(flow.with(Map.of("size", 1)), "small"));
      }
    }
  }

  private static void tell(FlowRun<Results> run) {
    try {
      run.join();
      System.out.println(run.id() + " ended " + run.state());
    } catch (FlowStoppedException e) {
      System.out.println(run.id() + " stopped " + run.state() + ": " + e.getMessage());
    } catch (FlowFailedException e) {
      System.out.println(run.id() + " failed " + run.state());
    }
  }
}
