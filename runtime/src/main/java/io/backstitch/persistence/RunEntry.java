package io.backstitch.persistence;

import io.backstitch.RunCursor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an open {@link DirectoryRunStore} remembers of a run. Guarded by the store's lock for the
 * run, but for what never changes and {@link #isListed}.
 */
final class RunEntry {

  /** Below this, a file is not worth being written anew. */
  private static final long SHORT = 64 * 1024;

  private final String id;
  private final String name;
  private final @Nullable RunCursor place;
  private final @Nullable String damage;
  private volatile boolean unfinished = true;
  private boolean inFinished;
  private boolean mine;
  private @Nullable String unsynced;
  private long lines;
  private long length;
  private long firstLength;

  private RunEntry(String id, String name, @Nullable RunCursor place, @Nullable String damage) {
    this.id = id;
    this.name = name;
    this.place = place;
    this.damage = damage;
  }

  /** A run that this store starts. */
  static RunEntry started(RunCursor place, String name) {
    RunEntry entry = new RunEntry(place.runId(), name, place, null);
    entry.mine = true;
    return entry;
  }

  /** A run that has a file. */
  static RunEntry found(RunFile file, String name, boolean inFinished, boolean mine) {
    RunEntry entry = new RunEntry(file.id(), name, file.run().summary().cursor(), null);
    entry.unfinished = file.run().isUnfinished();
    entry.inFinished = inFinished;
    entry.mine = mine;
    entry.lines = file.lines();
    entry.length = file.length();
    entry.firstLength = file.firstLength();
    return entry;
  }

  /**
   * A file that can't be read.
   *
   * @param id the id of its run, or the name of the file if that does not say the id
   * @param damage why, for whoever asks for the run
   */
  static RunEntry damaged(String id, String name, String damage) {
    return new RunEntry(id, name, null, damage);
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  /** Its place among all runs; empty if the file can't be read. */
  Optional<RunCursor> place() {
    return Optional.ofNullable(place);
  }

  boolean isListed() {
    return unfinished;
  }

  boolean isMine() {
    return mine;
  }

  void adopt() {
    mine = true;
  }

  boolean isInFinished() {
    return inFinished;
  }

  void movedTo(boolean nowInFinished) {
    inFinished = nowInFinished;
  }

  long length() {
    return length;
  }

  long nextLine() {
    return lines + 1;
  }

  /** Remembers that a line was appended. */
  void appended(WriteSet set, int bytes) {
    lines++;
    length += bytes;
    if (lines == 1) {
      firstLength = length;
    }
    RunUpdate update = set.update();
    if (update != null) {
      unfinished = MemoryRow.isUnfinished(update.state());
    }
  }

  /** Remembers that the file has become one line. */
  void rewritten(int bytes) {
    lines = 1;
    length = bytes;
    firstLength = bytes;
  }

  /**
   * Whether the file is much longer than it was when it began with a line that said all. As that
   * may double each time, a run of any length costs no more than twice what it writes.
   */
  boolean isLong() {
    return length > SHORT + 2 * firstLength;
  }

  /** Remembers that nobody knows what is on the disk. */
  void notSynced(String why) {
    unsynced = why;
  }

  void checkReadable() {
    if (damage != null) {
      throw new PersistenceException(damage);
    }
  }

  void checkWritable() {
    checkReadable();
    if (unsynced != null) {
      throw new PersistenceException(unsynced);
    }
  }
}
