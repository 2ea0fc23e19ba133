package io.backstitch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Takes away what a benchmark leaves behind. */
public final class Folders {

  private Folders() {}

  /**
   * Deletes a folder with all that is in it.
   *
   * @param folder the folder, which need not be there
   * @throws IOException if a part of it can't be deleted
   */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
