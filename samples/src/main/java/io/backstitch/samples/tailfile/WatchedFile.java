package io.backstitch.samples.tailfile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets the system tell when a file changes, and looks from time to time in any case. */
final class WatchedFile implements Changes, Closeable {

  /** The system says nothing of files on a network, or behind a symbolic link. */
  private static final long LONGEST_MILLIS = 1000;

  private final Path directory;
  private final Path name;
  private boolean isWatched;
  private @Nullable WatchService watch;

  WatchedFile(Path file) {
    Path absolute = file.toAbsolutePath();
    this.directory = Objects.requireNonNull(absolute.getParent());
    this.name = Objects.requireNonNull(absolute.getFileName());
  }

  @Override
  public boolean await() {
    if (!isWatched) {
      isWatched = true;
      watch();
      // What was before this was not seen.
      return true;
    }
    try {
      if (watch == null) {
        TimeUnit.MILLISECONDS.sleep(LONGEST_MILLIS);
      } else {
        awaitEvent(watch);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void watch() {
    try {
      watch = directory.getFileSystem().newWatchService();
      directory.register(
          watch,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException e) {
      // The directory has just gone, or the system watches too many: looking from time to time
      // does.
      return;
    }
  }

  private void awaitEvent(WatchService service) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
    WatchKey key;
    do {
      key = service.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } while (key != null && !isOfFile(key));
  }

  private boolean isOfFile(WatchKey key) {
    boolean isOfFile = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      isOfFile |= event.kind() == StandardWatchEventKinds.OVERFLOW || name.equals(event.context());
    }
    key.reset();
    return isOfFile;
  }

  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
  }
}
