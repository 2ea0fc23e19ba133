package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names the process of a server, for whoever comes later. A process id can be given to another
 * process after a while, which then is younger than the file.
 */
final class PidFile {

  /** The start time of a process is not exact. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final Path file;

  PidFile(GameServer server) {
    this.file = server.directory().resolve("server.pid");
  }

  void write(ProcessHandle process) throws IOException {
    AtomicFiles.write(file, process.pid() + "\n");
  }

  /**
   * A command that becomes the given one after it has written the file: so there is no moment at
   * which the process runs and nobody can find it, even if this process is killed meanwhile.
   */
  List<String> around(List<String> command) {
    String script =
        // Ctrl-C reaches all processes of a terminal; this one is stopped by whoever started it.
        "trap '' INT HUP; echo $$ > \"$1.begun\" && mv \"$1.begun\" \"$1\"; shift; exec \"$@\"";
    List<String> around = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh", file.toString()));
    around.addAll(command);
    return around;
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The process that the file names, if it is still alive. */
  Optional<ProcessHandle> process() throws IOException {
    try {
      long pid = Long.parseLong(Files.readString(file).strip());
      Instant latestStart = Files.getLastModifiedTime(file).toInstant().plus(TOLERANCE);
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(found -> found.info().startInstant().orElse(Instant.EPOCH).isBefore(latestStart));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
