package io.backstitch.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DirectoryProcessesTest extends ProcessesContract {

  @Override
  StoreProcess.Kind kind() {
    return StoreProcess.Kind.DIRECTORY;
  }

  /** A file that may not grow beyond 16 KB takes some of a line, as a full disk does. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void goesOnWhenTheDiskWasFull() throws Exception {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f 16 && exec \"$@\"", "-"));
    command.addAll(StoreProcess.command("fill the disk", kind(), path()));
    command.add(5, "-XX:-UsePerfData");
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = StoreProcess.outputOf(process)) {
      assertThat(output.readLine()).contains("Run 'r' could not be stored in", "r.jsonl");
      assertThat(output.readLine()).contains("Run 'new' could not be stored in", "new.jsonl");
      assertThat(output.readLine()).isEqualTo("1 false");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
    try (RunStore store = kind().at(path()).open()) {
      assertThat(store.unfinished(null, 10)).containsExactly("new", "r", "s");
      assertThat(store.load("r").orElseThrow().atoms())
          .containsExactly(Runs.done("a", 1, "1"), Runs.done("c", 1, "3"));
      assertThat(path().resolve("run.new")).doesNotExist();
    }
  }
}
