package io.backstitch.samples.tailfile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open, with what tells it from others that had its name, or will have it.
 *
 * @param channel what to read it by
 * @param identity equal for the same file only, as long as that is open
 */
record OpenFile(FileChannel channel, Object identity) implements Closeable {

  static OpenFile of(Path path) throws IOException {
    while (true) {
      Object before = needIdentity(path);
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        // Between the two, the name may have gone to another file.
        if (before.equals(identity(path))) {
          OpenFile file = new OpenFile(channel, before);
          channel = null;
          return file;
        }
      } finally {
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static Object needIdentity(Path path) throws IOException {
    Object identity = identity(path);
    if (identity == null) {
      throw new NoSuchFileException(path.toString());
    }
    return identity;
  }

  /** What tells the file that has a name now, or null if there is none. */
  static @Nullable Object identity(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      // Windows has no keys.
      Object key = attributes.fileKey();
      return key == null ? attributes.creationTime() : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
