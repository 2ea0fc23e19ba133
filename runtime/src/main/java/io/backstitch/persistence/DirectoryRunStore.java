package io.backstitch.persistence;

import io.backstitch.RunCursor;
import io.backstitch.RunQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open store of a {@link DirectoryPersistence}. */
final class DirectoryRunStore implements RunStore {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryPersistence.class);

  private final StoreDirectory directory;
  private final LineJson json;
  private final RunIndex runs;
  private final RunCatalog catalog = new DirectoryRunCatalog(this);
  private final Object writing = new Object();

  /** One for all runs whose ids have the same hash, so that reading waits for one line at most. */
  private final Object[] locks = Stream.generate(Object::new).limit(64).toArray();

  private volatile boolean closed;

  private DirectoryRunStore(StoreDirectory directory, LineJson json, RunIndex runs) {
    this.directory = directory;
    this.json = json;
    this.runs = runs;
  }

  /**
   * Opens a directory, whose lock this process has.
   *
   * @throws IOException if it can't be read
   */
  static DirectoryRunStore over(StoreDirectory directory) throws IOException {
    LineJson json = new LineJson();
    return new DirectoryRunStore(directory, json, RunIndex.of(directory, json));
  }

  @Override
  public boolean isImmediate() {
    return false;
  }

  /** All that can be refused is found before anything is written; what is left are disks. */
  @Override
  public void commit(List<WriteSet> batch) {
    synchronized (writing) {
      checkOpen();
      directory.checkOwner();
      List<WriteSet> sets = onePerRun(batch);
      sets.forEach(this::check);
      sets.forEach(this::write);
    }
  }

  /** Puts the sets of each run together, as a line is there as a whole or not at all. */
  private static List<WriteSet> onePerRun(List<WriteSet> batch) {
    Map<String, List<WriteSet>> byRun = new LinkedHashMap<>();
    for (WriteSet set : batch) {
      byRun.computeIfAbsent(set.runId(), id -> new ArrayList<>()).add(set);
    }
    List<WriteSet> sets = new ArrayList<>();
    byRun.forEach(
        (id, all) -> {
          Rows rows = new Rows(all);
          sets.add(
              new WriteSet(
                  id,
                  rows.started.get(id),
                  rows.updated.get(id),
                  rows.counted.get(id),
                  List.copyOf(rows.atoms.values())));
        });
    return sets;
  }

  private void check(WriteSet set) {
    String id = set.runId();
    synchronized (lockOf(id)) {
      RunEntry entry = find(id);
      NewRun start = set.start();
      if (entry == null) {
        if (start == null) {
          throw Refusals.unknown(id);
        }
        return;
      }
      entry.checkReadable();
      if (start != null) {
        RunUpdate update = set.update();
        if (!entry.isMine()
            || !read(entry)
                .run()
                .isAsStarted(start, update == null ? RunUpdate.JUST_STARTED : update)) {
          throw Refusals.taken(id);
        }
      } else if (!entry.isMine()) {
        throw Refusals.notMine(id);
      }
      entry.checkWritable();
    }
  }

  private void write(WriteSet set) {
    String id = set.runId();
    synchronized (lockOf(id)) {
      RunEntry entry = find(id);
      if (entry == null) {
        begin(set);
        return;
      }
      bringBack(entry);
      append(entry, set);
      if (entry.isLong()) {
        rewrite(entry);
      }
      if (!entry.isListed()) {
        runs.leave(entry, directory);
      }
    }
  }

  private void begin(WriteSet set) {
    Instant now = Instant.now();
    RunCursor place = new RunCursor(now, set.runId());
    RunEntry entry = RunEntry.started(place, RunFileNames.of(set.runId()));
    byte[] line = json.write(new JournalLine(1, now, directory.owner(), set));
    try {
      directory.files().replace(directory.inTheMaking(), fileOf(entry), line);
    } catch (DurableFiles.UnsyncedException e) {
      entry.appended(set, line.length);
      runs.put(entry);
      throw notSynced(entry, e);
    } catch (IOException e) {
      throw notStored(entry, e);
    }
    entry.appended(set, line.length);
    runs.put(entry);
    if (!entry.isListed()) {
      runs.leave(entry, directory);
    }
  }

  /**
   * Takes a run that was done or undone back to the others, before anything is written that makes
   * it one of them: so it is among them whenever the process dies.
   */
  private void bringBack(RunEntry entry) {
    if (!entry.isInFinished()) {
      return;
    }
    Path finished = fileOf(entry);
    try {
      runs.bringBack(entry);
      DurableFiles.move(finished, directory.unfinished().resolve(entry.name()));
      entry.movedTo(false);
      DurableFiles.syncDirectoryOf(fileOf(entry));
      DurableFiles.syncDirectoryOf(finished);
    } catch (DurableFiles.UnsyncedException e) {
      throw notSynced(entry, e);
    } catch (IOException e) {
      throw notStored(entry, e);
    }
  }

  private void append(RunEntry entry, WriteSet set) {
    byte[] line =
        json.write(new JournalLine(entry.nextLine(), Instant.now(), directory.owner(), set));
    try {
      directory.files().append(fileOf(entry), entry.length(), line);
    } catch (DurableFiles.UnsyncedException e) {
      throw notSynced(entry, e);
    } catch (IOException e) {
      throw notStored(entry, e);
    }
    entry.appended(set, line.length);
  }

  /** Makes one line of a long file. What was to be stored is stored already, whatever happens. */
  private void rewrite(RunEntry entry) {
    Path file = fileOf(entry);
    try {
      RunFile all = RunFile.read(file, entry.length(), json);
      byte[] line = json.write(JournalLine.all(all.run().read(), directory.owner()));
      try {
        directory.files().replace(directory.inTheMaking(), file, line);
        entry.rewritten(line.length);
      } catch (DurableFiles.UnsyncedException e) {
        entry.rewritten(line.length);
        LOG.warn("A commit after this one will fail", notSynced(entry, e));
      }
    } catch (IOException | BadLineException e) {
      LOG.warn("{} could not be made shorter, and grows on", file, e);
    }
  }

  private PersistenceException notStored(RunEntry entry, IOException e) {
    return new PersistenceException(
        "Run '" + entry.id() + "' could not be stored in " + fileOf(entry) + " (" + e + ").", e);
  }

  private PersistenceException notSynced(RunEntry entry, IOException e) {
    String why =
        "Run '"
            + entry.id()
            + "' can't be stored any more in "
            + fileOf(entry)
            + ": "
            + e.getMessage()
            + ". Nobody knows what of the last step is there. See to the disk, close the store and"
            + " open it again; the run carries on from what it finds.";
    entry.notSynced(why);
    return new PersistenceException(why, e);
  }

  @Override
  public Optional<StoredRun> load(String runId) {
    return read(runId).map(file -> file.run().read());
  }

  /** Reads the file of a run. */
  Optional<RunFile> read(String runId) {
    synchronized (lockOf(runId)) {
      checkOpen();
      RunEntry entry = runs.find(runId, RunFileNames.of(runId));
      return entry == null ? readFinished(runId) : Optional.of(read(entry));
    }
  }

  @Override
  public List<String> unfinished(@Nullable String afterId, int limit) {
    checkOpen();
    Refusals.checkLimit(limit);
    return runs.unfinished(afterId, limit);
  }

  @Override
  public boolean adopt(String runId) {
    synchronized (lockOf(runId)) {
      checkOpen();
      directory.checkOwner();
      RunEntry entry = find(runId);
      if (entry == null) {
        throw Refusals.unknown(runId);
      }
      entry.checkWritable();
      if (!entry.isMine()) {
        makeMine(entry);
      }
      return true;
    }
  }

  /** What a process has written that died before it was on the disk, is built upon only there. */
  private void makeMine(RunEntry entry) {
    Path file = fileOf(entry);
    try {
      directory.files().sync(file);
    } catch (IOException e) {
      throw new PersistenceException(
          "Run '" + entry.id() + "' could not be adopted: the disk does not take " + file, e);
    }
    entry.adopt();
    runs.put(entry);
  }

  @Override
  public RunCatalog catalog() {
    return catalog;
  }

  /**
   * The names of the files of all runs.
   *
   * @param finishedToo whether those are wanted that are done or undone
   */
  Set<String> names(boolean finishedToo) {
    checkOpen();
    if (!finishedToo) {
      return runs.names();
    }
    try {
      return runs.names(directory);
    } catch (IOException e) {
      throw new PersistenceException(
          "The runs in " + directory + " can't be listed (" + e + ").", e);
    }
  }

  /**
   * The place of a run; empty if there is no such file, or nobody can read whose it is.
   *
   * @param name the name of its file
   * @param remembered where it is remembered if the run is done or undone
   */
  Optional<RunCursor> place(String name, Map<String, RunCursor> remembered) {
    RunEntry entry = runs.named(name);
    if (entry != null) {
      return entry.place();
    }
    Optional<String> id =
        RunFileNames.idOf(name)
            .or(() -> RunIndex.idIn(directory.finished().resolve(name), json))
            // It may have come back at this moment.
            .or(() -> Optional.ofNullable(runs.named(name)).map(RunEntry::id));
    return id.flatMap(runId -> placeOf(runId, remembered));
  }

  private Optional<RunCursor> placeOf(String runId, Map<String, RunCursor> remembered) {
    // Whoever deletes it forgets its place at the same time.
    synchronized (lockOf(runId)) {
      RunEntry entry = find(runId);
      if (entry == null) {
        return Optional.empty();
      }
      entry.place().ifPresent(place -> remembered.put(entry.name(), place));
      return entry.place();
    }
  }

  /**
   * Deletes a run.
   *
   * @param which as what it has to be found
   * @param remembered where its place may be remembered
   */
  boolean delete(String runId, RunQuery which, Map<String, RunCursor> remembered) {
    // No batch may be half-way: it has been found out already that it can be stored.
    synchronized (writing) {
      synchronized (lockOf(runId)) {
        checkOpen();
        directory.checkOwner();
        RunEntry entry = find(runId);
        if (entry == null || !which.matches(read(entry).run().summary())) {
          return false;
        }
        entry.checkWritable();
        remembered.remove(entry.name());
        delete(entry);
        return true;
      }
    }
  }

  private void delete(RunEntry entry) {
    Path file = fileOf(entry);
    try {
      Files.deleteIfExists(file);
      runs.remove(entry);
      DurableFiles.syncDirectoryOf(file);
    } catch (IOException e) {
      throw new PersistenceException(
          "Run '" + entry.id() + "' could not be deleted for good, with " + file + " (" + e + ").",
          e);
    }
  }

  private @Nullable RunEntry find(String runId) {
    String name = RunFileNames.of(runId);
    RunEntry entry = runs.find(runId, name);
    if (entry == null) {
      entry =
          readFinished(runId)
              .map(file -> RunEntry.found(file, name, true, file.owner() == directory.owner()))
              .orElse(null);
    }
    return entry;
  }

  private RunFile read(RunEntry entry) {
    entry.checkReadable();
    return read(entry.id(), fileOf(entry), entry.length());
  }

  private Optional<RunFile> readFinished(String runId) {
    Path file = directory.finished().resolve(RunFileNames.of(runId));
    return Files.exists(file) ? Optional.of(read(runId, file, Long.MAX_VALUE)) : Optional.empty();
  }

  private RunFile read(String runId, Path file, long length) {
    try {
      RunFile read = RunFile.read(file, length, json);
      if (!read.id().equals(runId)) {
        throw new BadLineException("line 1 says that it is run '" + read.id() + "'");
      }
      return read;
    } catch (IOException e) {
      throw new PersistenceException(
          "Run '" + runId + "' can't be read: " + file + " can't (" + e + ").", e);
    } catch (BadLineException e) {
      throw new PersistenceException(RunIndex.damage(runId, file, e.getMessage()), e);
    }
  }

  private Path fileOf(RunEntry entry) {
    return (entry.isInFinished() ? directory.finished() : directory.unfinished())
        .resolve(entry.name());
  }

  private Object lockOf(String runId) {
    return locks[Math.floorMod(runId.hashCode(), locks.length)];
  }

  private void checkOpen() {
    if (closed) {
      throw Refusals.closed();
    }
  }

  @Override
  public void close() {
    synchronized (writing) {
      if (closed) {
        return;
      }
      closed = true;
      try {
        directory.close();
      } catch (IOException e) {
        throw new PersistenceException(
            directory
                + " could not be closed in good order, though what was committed is in it: "
                + e.getMessage(),
            e);
      }
    }
  }
}
