package io.backstitch.conformance;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.FlowEngine;
import io.backstitch.engine.FlowTransition;
import io.backstitch.engine.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Listens to one run: notes what it hears, and suspends the run or crashes it. */
final class Watcher implements RunListener {

  private final Outside outside;
  private final ArrayNode events;
  private final Map<String, JsonNode> revertResults;
  private final Trigger suspend;
  private final Trigger crash;

  /** Completed with true if the run has crashed, with false if it has come to rest. */
  final CompletableFuture<Boolean> crashed = new CompletableFuture<>();

  final List<Failure> failures = new ArrayList<>();
  final List<Failure> revertFailures = new ArrayList<>();
  volatile FlowEngine engine;

  Watcher(JsonNode step, Outside outside, ArrayNode events, Map<String, JsonNode> revertResults) {
    this.outside = outside;
    this.events = events;
    this.revertResults = revertResults;
    this.suspend = new Trigger(step, "suspend");
    this.crash = new Trigger(step, "crash");
  }

  boolean mayCrash() {
    return crash.exists();
  }

  @Override
  public void onFlow(FlowTransition transition) {
    note("$flow", transition.to().name());
  }

  @Override
  public void onAtom(AtomTransition transition) {
    String name = transition.atom();
    String state = transition.to().name();
    note(name, state);
    outside.stale().see(transition);
    keep(name, transition.to(), transition.failure());
    if (crash.fires(name, state)) {
      outside.lifetime().crash();
      crashed.complete(true);
      outside.lifetime().check();
    }
    if (suspend.fires(name, state) && Differences.maySuspend(engine.state())) {
      engine.suspend();
    }
  }

  private void note(String name, String state) {
    events.addArray().add(name).add(state);
  }

  private void keep(String name, AtomState state, Failure failure) {
    switch (state) {
      case REVERTED -> revertResults.put(name, outside.reverted().getOrDefault(name, Json.NULL));
      case SUCCESS -> revertResults.remove(name);
      case FAILURE -> {
        revertResults.remove(name);
        failures.add(failure);
      }
      case REVERT_FAILURE -> {
        revertResults.remove(name);
        revertFailures.add(failure);
      }
      default -> {}
    }
  }
}
