package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * A file to which the steps themselves add a line when they begin and when they end, so that anyone
 * can see afterwards what ran how often.
 */
final class Ledger {

  private final Path file;

  Ledger(Path file) {
    this.file = file;
  }

  void begin(String key) throws IOException {
    write("begin", key);
  }

  void end(String key) throws IOException {
    write("end", key);
  }

  // Tasks run in several threads.
  private synchronized void write(String what, String key) throws IOException {
    Files.writeString(
        file,
        Instant.now() + " " + what + " " + key + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
