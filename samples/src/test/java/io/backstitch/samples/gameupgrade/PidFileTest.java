package io.backstitch.samples.gameupgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir Path directory;

  @Test
  void findsAProcessThatStillRuns() throws Exception {
    PidFile file = new PidFile(new GameServer(directory, 1));
    assertThat(file.process()).isEmpty();

    file.write(ProcessHandle.current());

    assertThat(file.process()).contains(ProcessHandle.current());
  }

  @Test
  void takesNoOtherProcessForTheServerThatGotItsId() throws Exception {
    PidFile file = new PidFile(new GameServer(directory, 1));
    file.write(ProcessHandle.current());
    Files.setLastModifiedTime(directory.resolve("server.pid"), FileTime.fromMillis(0));

    assertThat(file.process()).isEmpty();
  }

  @Test
  void isWrittenByTheProcessItselfBeforeItIsTheServer() throws Exception {
    PidFile file = new PidFile(new GameServer(directory, 1));
    Path other = directory.resolve("out");

    Process process =
        new ProcessBuilder(
                file.around(
                    List.of("/bin/sh", "-c", "echo $$; cat \"$0/server.pid\"", "" + directory)))
            .redirectOutput(other.toFile())
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllLines(other)).containsOnly("" + process.pid()).hasSize(2);
  }
}
