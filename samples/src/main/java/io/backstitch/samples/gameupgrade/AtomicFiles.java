package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Changes to files that are there as a whole or not at all, and can be repeated. */
final class AtomicFiles {

  private AtomicFiles() {}

  /** Where to prepare what shall become the given file. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".unfinished");
  }

  /** Puts what was prepared in the place of the file. */
  static void finish(Path file) throws IOException {
    Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
  }

  static void write(Path file, String text) throws IOException {
    Files.writeString(unfinished(file), text);
    finish(file);
  }

  /** Deletes a file, or a directory and all that is in it; links are not followed. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error)
              throws IOException {
            if (error != null) {
              throw error;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
