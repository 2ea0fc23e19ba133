package io.backstitch.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.async.FilePathAsync;

/**
 * Stands in for the files of H2 and stops after every write, and in the middle of long ones: there
 * a process could have been killed. What the file holds then is what the next process finds.
 */
public final class CrashingFile extends FilePathWrapper {

  private static final Pattern VERSION = Pattern.compile("^chunk:.*?,version:([0-9a-f]+)");
  private static final int BLOCK = 4096;

  /** Called at each such place. */
  interface Observer {
    void at(Path file) throws IOException;
  }

  private static volatile Path directory = Path.of("");
  private static volatile Observer observer = file -> {};
  private static volatile long version;
  private static volatile boolean observing;
  private static volatile byte[] synced = {};

  /** Made by H2, too. */
  public CrashingFile() {}

  /** Stands in for the files in a directory, until {@link #remove}. */
  static void install(Path newDirectory, Observer newObserver) {
    directory = newDirectory;
    observer = newObserver;
    FilePath.register(new CrashingFile());
  }

  static void remove() {
    FilePath.register(new FilePathAsync());
    observer = file -> {};
  }

  /** The version of H2's store that was written last, as a whole. */
  static long version() {
    return version;
  }

  /** What the file had when it was last on the disk for sure. */
  static byte[] synced() {
    return synced.clone();
  }

  @Override
  public String getScheme() {
    return "async";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    Path path = Path.of(unwrap().toString());
    return path.startsWith(directory)
        ? new Channel(super.open(mode), path)
        : new FilePathAsync().getPath("async:" + path).open(mode);
  }

  private static void stop(Path file) throws IOException {
    // What an observer does with other files is not observed in turn.
    if (!observing) {
      observing = true;
      try {
        observer.at(file);
      } finally {
        observing = false;
      }
    }
  }

  private static final class Channel extends FileBaseDefault {

    private final FileChannel file;
    private final Path path;

    Channel(FileChannel file, Path path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      byte[] start = new byte[Math.min(bytes.remaining(), 1024)];
      bytes.duplicate().get(start);
      if (position > 0 && bytes.remaining() > BLOCK) {
        ByteBuffer part = bytes.duplicate();
        part.limit(part.position() + BLOCK * (bytes.remaining() / BLOCK / 2) + 1);
        file.write(part, position);
        stop(path);
      }
      int written = file.write(bytes, position);
      Matcher chunk = VERSION.matcher(new String(start, StandardCharsets.ISO_8859_1));
      if (!observing && chunk.find()) {
        version = Long.parseLong(chunk.group(1), 16);
      }
      stop(path);
      return written;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
      stop(path);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return file.read(bytes, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
      if (!observing) {
        synced = Files.readAllBytes(path);
      }
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }
}
