package io.backstitch;

import io.backstitch.persistence.News;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.StoredMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store that several processes share, now and then, for what concerns this one: one short
 * question a beat, and one more for each run of another process that somebody here waits for.
 */
final class Heartbeat implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Backstitch.class);
  private static final long BETWEEN_MILLIS = 1_000;

  private final RunStore store;
  private final LiveRuns live;
  private final RunService service;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread beating = new Thread(task, "backstitch-heartbeat");
            beating.setDaemon(true);
            return beating;
          });

  private @Nullable Future<?> beats;

  // What follows belongs to the thread.
  private final Set<Long> passedOn = new HashSet<>();
  private boolean isAway;

  private Heartbeat(RunStore store, LiveRuns live, RunService service) {
    this.store = store;
    this.live = live;
    this.service = service;
  }

  /** Begins to ask, if there is anybody who could have something to say. */
  static Heartbeat over(RunStore store, LiveRuns live, RunService service) {
    Heartbeat heartbeat = new Heartbeat(store, live, service);
    if (store.isShared()) {
      heartbeat.begin();
    }
    return heartbeat;
  }

  private void begin() {
    beats =
        thread.scheduleWithFixedDelay(
            this::beat, BETWEEN_MILLIS, BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    try {
      News news = store.news();
      List<StoredMessage> messages = news.messages();
      for (StoredMessage message : messages) {
        if (!passedOn.contains(message.number())) {
          one(message.runId(), () -> passOn(message));
        }
      }
      passedOn.retainAll(messages.stream().map(StoredMessage::number).collect(Collectors.toSet()));
      for (News.Unowned run : news.unowned()) {
        one(run.runId(), () -> service.adopt(run.runId(), run.flow()));
      }
      lookAfterWatched();
      isAway = false;
    } catch (PersistenceException e) {
      if (!isAway) {
        LOG.warn("The store can't be asked for messages now; trying again", e);
      }
      isAway = true;
    } catch (RuntimeException e) {
      LOG.warn("A heartbeat failed; the next one follows", e);
    }
  }

  /** One that nobody has heard of yet is passed on with the next beat. */
  private void passOn(StoredMessage message) {
    if (service.receive(message)) {
      passedOn.add(message.number());
    }
  }

  private void lookAfterWatched() {
    List<StoredFlowRun<?>> watched =
        live.all().stream().filter(StoredFlowRun::isWatched).collect(Collectors.toList());
    if (!watched.isEmpty()) {
      // Whoever has them may have died.
      store.shutOutDead();
      for (StoredFlowRun<?> run : watched) {
        one(run.id(), () -> service.lookAfter(run));
      }
    }
  }

  /** What is wrong with one run must not keep the others from being heard. */
  private static void one(String runId, Runnable what) {
    try {
      what.run();
    } catch (PersistenceException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("What another process asks of run '{}' can't be done", runId, e);
    }
  }

  @Override
  public void close() {
    if (beats != null) {
      beats.cancel(false);
    }
    thread.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
