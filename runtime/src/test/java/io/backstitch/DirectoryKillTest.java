package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryKillTest extends KillContract {

  @Override
  String where() {
    return KilledProcess.DIRECTORY + directory.resolve("runs");
  }

  @Test
  void aRunWhoseFileIsDamagedIsReportedAndLeftAlone() throws Exception {
    KilledProcess.killIn(directory, where(), "none", "E:d");
    Path file = directory.resolve("runs/unfinished/" + KilledProcess.RUN + ".jsonl");
    String damaged = Files.readString(file).replace("made by a", "made by x");
    Files.writeString(file, damaged);
    DynamicFlow flow = KilledProcess.flow(directory, "none", "none");
    try (Backstitch backstitch =
        Backstitch.open(KilledProcess.persistence(where())).register(flow)) {
      backstitch.start(flow.with(Map.of()), "another").join();
      Recovery recovery = backstitch.recover();
      assertThat(recovery.runs()).isEmpty();
      assertThat(recovery.leftAlone()).hasSize(1);
      assertThat(recovery.leftAlone().get(0).runId()).isEqualTo(KilledProcess.RUN);
      assertThat(recovery.leftAlone().get(0).why())
          .contains(KilledProcess.RUN + ".jsonl: line", "its checksum does not fit");
    }
    assertThat(file).hasContent(damaged);
  }
}
