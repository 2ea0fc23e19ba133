package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Names the process of a server, for whoever comes later. A process id can be given to another
 * process after a while, so the file tells the start time, too.
 */
final class PidFile {

  /** Two readings of one start time may differ a little. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final Path file;

  PidFile(GameServer server) {
    this.file = server.directory().resolve("server.pid");
  }

  void write(ProcessHandle process) throws IOException {
    AtomicFiles.write(file, process.pid() + " " + startOf(process) + "\n");
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The process that the file names, if it is still alive. */
  Optional<ProcessHandle> process() throws IOException {
    String[] words;
    try {
      words = Files.readString(file).strip().split(" ");
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      Instant start = Instant.parse(words[1]);
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(found -> Duration.between(start, startOf(found)).abs().compareTo(TOLERANCE) < 0);
    } catch (NumberFormatException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
