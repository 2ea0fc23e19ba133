package io.backstitch.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a directory that are neither done nor undone, and those on their way out or back.
 * Read from the files when the directory is opened, so that there is nothing that could contradict
 * them. Safe for use by several threads.
 */
final class RunIndex {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryPersistence.class);

  private final ConcurrentNavigableMap<String, RunEntry> entries = new ConcurrentSkipListMap<>();

  /**
   * Reads which runs there are.
   *
   * @throws IOException if the directory can't be read; of a file that can't, only the run suffers
   */
  static RunIndex of(StoreDirectory directory, LineJson json) throws IOException {
    RunIndex index = new RunIndex();
    try (Stream<Path> files = Files.list(directory.unfinished())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(RunFileNames.SUFFIX)) {
          index.put(entry(file, name, json));
        }
      }
    }
    index.entries.values().stream()
        .filter(entry -> !entry.isListed())
        .forEach(entry -> index.leave(entry, directory));
    return index;
  }

  private static RunEntry entry(Path file, String name, LineJson json) {
    String problem;
    try {
      RunFile read = RunFile.readAfterCrash(file, json);
      if (name.equals(RunFileNames.of(read.id()))) {
        if (read.isTorn()) {
          LOG.warn(
              "The last line of {} is cut off and is dropped: it was not yet stored when the"
                  + " process or the machine died",
              file);
        }
        return RunEntry.found(read, name, false, false);
      }
      problem = "it is the file of run '" + read.id() + "'";
    } catch (IOException e) {
      problem = "it can't be read (" + e + ")";
    } catch (BadLineException e) {
      problem = e.getMessage();
    }
    String id = RunFileNames.idOf(name).orElse(name);
    return RunEntry.damaged(id, name, damage(id, file, problem));
  }

  /** What is said of a file that can't be read. */
  static String damage(String runId, Path file, @Nullable String problem) {
    return "Run '"
        + runId
        + "' can't be read, and is left alone. "
        + file
        + ": "
        + problem
        + ". Close the store, put the file back from a copy, or move it away to give the run up,"
        + " and open the store again.";
  }

  void put(RunEntry entry) {
    entries.put(entry.id(), entry);
  }

  /**
   * Finds a run.
   *
   * @param name the name of its file; one whose id nobody could read is known by that
   */
  @Nullable RunEntry find(String runId, String name) {
    RunEntry entry = entries.get(runId);
    if (entry == null) {
      entry = entries.get(name);
      return entry != null && entry.name().equals(name) ? entry : null;
    }
    return entry;
  }

  /**
   * Lets go of a run that is done or undone. If its file can't be moved, that does no harm: it will
   * be when the directory is opened again.
   */
  void leave(RunEntry entry, StoreDirectory directory) {
    if (!entry.isInFinished()) {
      Path file = directory.unfinished().resolve(entry.name());
      try {
        DurableFiles.move(file, directory.finished().resolve(entry.name()));
      } catch (IOException e) {
        LOG.warn("{} could not be moved to {}", file, directory.finished(), e);
        return;
      }
    }
    entries.remove(entry.id());
  }

  List<String> unfinished(@Nullable String afterId, int limit) {
    List<String> page = new ArrayList<>();
    for (RunEntry entry : (afterId == null ? entries : entries.tailMap(afterId, false)).values()) {
      if (page.size() == limit) {
        break;
      }
      if (entry.isListed()) {
        page.add(entry.id());
      }
    }
    return page;
  }
}
