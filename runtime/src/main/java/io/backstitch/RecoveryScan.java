package io.backstitch;

import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.StoredRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes once through the unfinished runs, of which there may be more than fit into memory. */
final class RecoveryScan {

  private static final int PAGE = 100;

  private final RunStore store;
  private final LiveRuns live;
  private final RunService service;
  private final List<FlowRun<?>> runs = new ArrayList<>();
  private final List<Recovery.LeftAlone> leftAlone = new ArrayList<>();

  /**
   * Prepares to go through them.
   *
   * @param live the runs that are left out, since something is done about them already
   * @param service carries on with them
   */
  RecoveryScan(RunStore store, LiveRuns live, RunService service) {
    this.store = store;
    this.live = live;
    this.service = service;
  }

  Recovery scan() {
    store.shutOutDead();
    @Nullable String after = null;
    List<String> page;
    do {
      page = store.unfinished(after, PAGE);
      for (String id : page) {
        if (!live.contains(id)) {
          recover(id);
        }
        after = id;
      }
    } while (page.size() == PAGE);
    return new Recovery(List.copyOf(runs), List.copyOf(leftAlone));
  }

  /** What keeps one run from carrying on must not keep the others from it. */
  private void recover(String id) {
    @Nullable StoredRun found = null;
    try {
      found = store.load(id).orElse(null);
      if (found == null) {
        return;
      }
      Recovery.LeftAlone waiting = Recovery.LeftAlone.waiting(found);
      if (waiting != null) {
        leftAlone.add(waiting);
      } else if (Crashes.areTooMany(found)) {
        service.rest(found);
        leave(id, found, "It was left to rest, because " + Crashes.why());
      } else {
        service.recover(found).ifPresent(runs::add);
      }
    } catch (InvalidFlowException e) {
      leave(id, found, e.problem());
    } catch (PersistenceException e) {
      leave(id, found, String.valueOf(e.getMessage()));
    }
  }

  private void leave(String id, @Nullable StoredRun found, String why) {
    leftAlone.add(
        found == null
            ? new Recovery.LeftAlone(id, "", null, why)
            : new Recovery.LeftAlone(id, found.flow(), found.state(), why));
  }
}
