package io.backstitch.persistence;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
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

  /** How often a run has come back from those that are done or undone. */
  private final AtomicLong cameBack = new AtomicLong();

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

  /** The id that the file of a run says; empty if it is not there any more, or can't be read. */
  static Optional<String> idIn(Path file, LineJson json) {
    try {
      return Optional.of(RunFile.read(file, Long.MAX_VALUE, json).id());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new PersistenceException(file + " can't be read (" + e + ").", e);
    } catch (BadLineException e) {
      throw new PersistenceException(
          damage(String.valueOf(file.getFileName()), file, e.getMessage()), e);
    }
  }

  /** The names of the files of the runs that are here, and can be read. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    for (RunEntry entry : entries.values()) {
      if (entry.place().isPresent()) {
        names.add(entry.name());
      }
    }
    return names;
  }

  /**
   * The names of the files of all runs, those in the directory for the finished ones too.
   *
   * @throws IOException if that can't be listed
   */
  Set<String> names(StoreDirectory directory) throws IOException {
    while (true) {
      long before = cameBack.get();
      // A run is here until it is there, so none is missed on its way out; one that comes back may
      // be.
      Set<String> names = names();
      try (Stream<Path> files = Files.list(directory.finished())) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(RunFileNames.SUFFIX))
            .forEach(names::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      if (cameBack.get() == before) {
        return names;
      }
    }
  }

  /** Takes a run among those here, before its file is moved from the finished ones. */
  void bringBack(RunEntry entry) {
    put(entry);
    cameBack.incrementAndGet();
  }

  /** Forgets a run whose file is gone. */
  void remove(RunEntry entry) {
    entries.remove(entry.id());
  }

  /** The run here whose file has a name; null if it is not here. */
  @Nullable RunEntry named(String name) {
    Optional<String> id = RunFileNames.idOf(name);
    if (id.isPresent()) {
      return entries.get(id.get());
    }
    for (RunEntry entry : entries.values()) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    return null;
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
