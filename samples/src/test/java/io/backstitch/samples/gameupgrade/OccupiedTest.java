package io.backstitch.samples.gameupgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.samples.SampleProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else has what the sample needs: it says so, and leaves everything as it was. */
class OccupiedTest {

  @TempDir Path temp;

  private Path directory;
  private int port;

  @BeforeEach
  void choosePlaces() throws Exception {
    directory = temp.resolve("world");
    port = SampleProcess.freePort();
  }

  private String[] arguments(String... options) {
    Stream<String> all =
        Stream.of("game-upgrade", "--directory", directory.toString(), "--port", "" + port);
    return Stream.concat(all, Stream.of(options)).toArray(String[]::new);
  }

  private SampleProcess.Result run(String... options) throws Exception {
    return SampleProcess.run(temp, arguments(options));
  }

  private SampleProcess.Result runHere(String... options) {
    return SampleProcess.runHere(arguments(options));
  }

  @Test
  void portInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      runHere().isRefusal("Port " + other.getLocalPort() + " is in use", "--port");
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void everythingElseInUseByTurns() throws Exception {
    run("--crash-at", "upgradeDatabase");

    try (Connection other = new World(directory).database().open()) {
      assertThat(other.isValid(0)).isTrue();
      run().isRefusal("game.mv.db", "is locked by another process");
    }
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      runHere().isRefusal("needs port " + other.getLocalPort() + ", which is in use");
    }
    try (FileChannel file =
            FileChannel.open(directory.resolve("game-upgrade.lock"), StandardOpenOption.WRITE);
        FileLock other = file.lock()) {
      assertThat(other.isValid()).isTrue();
      run().isRefusal("Another process", directory.toString());
    }

    // None of them has done the run any harm: what the crash left half-done is put back.
    runHere("--fail-at", "upgradeDatabase").isGood();
    assertThat(directory).doesNotExist();
  }
}
