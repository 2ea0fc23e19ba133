package io.backstitch.persistence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The open store of a {@link MemoryPersistence}. */
final class MemoryRunStore implements RunStore {

  private final ConcurrentNavigableMap<String, MemoryRow> runs;
  private final long owner;
  private final Runnable onClose;
  private final RunCatalog catalog;
  private final AtomicBoolean closed = new AtomicBoolean();

  MemoryRunStore(ConcurrentNavigableMap<String, MemoryRow> runs, long owner, Runnable onClose) {
    this.runs = runs;
    this.owner = owner;
    this.onClose = onClose;
    this.catalog = new MemoryRunCatalog(runs, this::checkOpen);
  }

  @Override
  public boolean isImmediate() {
    return true;
  }

  @Override
  public void commit(List<WriteSet> batch) {
    checkOpen();
    if (batch.size() == 1 && batch.get(0).start() == null) {
      // The step of a run: nothing here is shared with other runs, not even a lock.
      mine(batch.get(0).runId()).apply(batch.get(0), Instant.now());
      return;
    }
    synchronized (runs) {
      Map<String, MemoryRow> started = check(batch);
      runs.putAll(started);
      Instant now = Instant.now();
      for (WriteSet set : batch) {
        known(set.runId()).apply(set, now);
      }
    }
  }

  /** Finds all that could be refused before anything is changed; returns the runs to be made. */
  private Map<String, MemoryRow> check(List<WriteSet> batch) {
    Map<String, RunUpdate> last = lastUpdates(batch);
    Map<String, MemoryRow> started = new HashMap<>();
    for (WriteSet set : batch) {
      String id = set.runId();
      NewRun start = set.start();
      if (start == null) {
        if (!started.containsKey(id)) {
          mine(id);
        }
        continue;
      }
      MemoryRow existing = started.containsKey(id) ? started.get(id) : runs.get(id);
      if (existing == null) {
        started.put(id, new MemoryRow(id, start, owner, Instant.now()));
      } else if (!existing.isOwnedBy(owner)
          || !existing.isAsStarted(start, last.getOrDefault(id, RunUpdate.JUST_STARTED))) {
        throw Refusals.taken(id);
      }
    }
    return started;
  }

  /** The fields that each run of a batch has in the end. */
  static Map<String, RunUpdate> lastUpdates(List<WriteSet> batch) {
    Map<String, RunUpdate> last = new HashMap<>();
    for (WriteSet set : batch) {
      RunUpdate update = set.update();
      if (update != null) {
        last.merge(set.runId(), update, (earlier, later) -> later.after(earlier));
      }
    }
    return last;
  }

  private MemoryRow mine(String runId) {
    MemoryRow row = known(runId);
    if (!row.isOwnedBy(owner)) {
      throw Refusals.notMine(runId);
    }
    return row;
  }

  private MemoryRow known(String runId) {
    MemoryRow row = runs.get(runId);
    if (row == null) {
      throw Refusals.unknown(runId);
    }
    return row;
  }

  @Override
  public Optional<StoredRun> load(String runId) {
    checkOpen();
    return Optional.ofNullable(runs.get(runId)).map(MemoryRow::read);
  }

  @Override
  public List<String> unfinished(@Nullable String afterId, int limit) {
    checkOpen();
    Refusals.checkLimit(limit);
    List<String> page = new ArrayList<>();
    for (Map.Entry<String, MemoryRow> run :
        (afterId == null ? runs : runs.tailMap(afterId, false)).entrySet()) {
      if (page.size() == limit) {
        break;
      }
      if (run.getValue().isUnfinished()) {
        page.add(run.getKey());
      }
    }
    return page;
  }

  @Override
  public boolean adopt(String runId) {
    checkOpen();
    known(runId).adoptBy(owner);
    return true;
  }

  @Override
  public RunCatalog catalog() {
    return catalog;
  }

  private void checkOpen() {
    if (closed.get()) {
      throw Refusals.closed();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      onClose.run();
    }
  }
}
