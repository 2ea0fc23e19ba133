package io.backstitch.conformance;

import io.backstitch.FlowState;
import io.backstitch.InvalidFlowException;
import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.FlowEngine;
import io.backstitch.engine.RunEnd;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.FlowPattern;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.graph.FlowGraph;
import io.backstitch.graph.FlowSymbols;
import io.backstitch.storage.RunStorage;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays one scenario on Backstitch and tells what happened, in the form of an expectation. */
final class Play {

  private final JsonNode scenario;
  private final World world = new World();
  private final Store store = new Store();
  private final Map<String, JsonNode> revertResults = new HashMap<>();

  /** What is known of atoms, which outlives engines. */
  private final Map<String, ObjectNode> details = new TreeMap<>();

  private JsonNode engineSpec;
  private Outside outside = new Outside(world);
  private FlowPattern pattern;
  private boolean isCompiled;
  private CompiledFlow compiled;
  private RunStorage storage;
  private ArrayNode events = Json.array();

  /** The state of a flow that nothing is known of but that. */
  private FlowState editedState = FlowState.PENDING;

  private Play(JsonNode scenario) {
    this.scenario = scenario;
  }

  static ObjectNode play(JsonNode scenario) throws InterruptedException {
    Play play = new Play(scenario);
    ObjectNode flow;
    try {
      play.newEngine(scenario);
      play.store.inject(scenario.path("store"), false);
      flow =
          symbols("requires", FlowSymbols.required(play.pattern))
              .setAll(symbols("provides", FlowSymbols.provided(play.pattern)));
    } catch (Refusal e) {
      return Json.object().set("build_error", e.raised());
    }
    ObjectNode outcome = Json.object();
    outcome.set("flow", flow);
    if (Json.strings(scenario.path("record")).contains("compiled")) {
      outcome.set("compiled", compiled(CompiledFlow.compile("f", play.pattern).asGraph()));
    }
    ArrayNode steps = outcome.putArray("steps");
    for (JsonNode step : scenario.get("steps")) {
      steps.add(play.step(step));
    }
    outcome.set("final", play.finish());
    outcome.set("calls", play.world.calls());
    return outcome;
  }

  /** The atoms, and which of them come directly after which. */
  private static ObjectNode compiled(FlowGraph graph) {
    ObjectNode described = Json.object().set("atoms", Json.sorted(graph.atoms()));
    ArrayNode edges = described.putArray("edges");
    graph.links().stream()
        .sorted(
            Comparator.comparing((FlowGraph.Link link) -> link.from())
                .thenComparing(link -> link.to()))
        .forEach(link -> edges.addArray().add(link.from()).add(link.to()));
    return described;
  }

  private static ObjectNode symbols(String what, Collection<String> names) {
    return Json.object().set(what, Json.sorted(names));
  }

  private void newEngine(JsonNode spec) {
    engineSpec = spec.path("engine").isObject() ? spec.get("engine") : scenario.get("engine");
    outside = new Outside(world);
    store.forgetTransient();
    isCompiled = false;
    JsonNode flow = spec.path("flow").isObject() ? spec.get("flow") : scenario.get("flow");
    try {
      pattern = new FlowMaker(outside).makeRoot(flow);
      // What does not fit together shows in TaskFlow when the flow is built.
      FlowSymbols.required(pattern);
    } catch (InvalidFlowException e) {
      throw Refusal.of(e);
    }
    if (storage != null) {
      outside.stale().seed(storage.failures());
    }
  }

  private ObjectNode step(JsonNode step) throws InterruptedException {
    events = Json.array();
    JsonNode raised;
    try {
      raised = take(step);
    } catch (Refusal e) {
      raised = e.raised();
    } catch (InvalidFlowException e) {
      raised = Refusal.of(e).raised();
    }
    if (isCompiled) {
      details.putAll(snapshot().atoms());
    }
    ObjectNode told = Json.object();
    told.set("op", step.get("op"));
    told.set("raised", raised);
    told.put("flow_state", flowState().name());
    ObjectNode states = told.putObject("states");
    details.forEach((name, atom) -> states.set(name, atom.get("state")));
    told.set("events", events);
    return told;
  }

  private FlowState flowState() {
    return storage == null ? editedState : storage.flowState();
  }

  private Snapshot snapshot() {
    return new Snapshot(compiled, storage, revertResults);
  }

  private JsonNode take(JsonNode step) throws InterruptedException {
    switch (step.get("op").stringValue()) {
      case "run" -> {
        return run(step);
      }
      case "new_engine" -> newEngine(step);
      case "reset" -> {
        requireCompiled();
        Watcher watcher = new Watcher(step, outside, events, revertResults);
        engine(watcher, new AtomicReference<>(), TaskExecutor.serial()).reset();
      }
      case "suspend" -> requireCompiled();
      case "prepare" -> prepare();
      case "inject" -> store.inject(step.get("values"), step.path("transient").asBoolean(false));
      case "edit" -> edit(step.get("edits"));
      default -> throw new IllegalArgumentException("Unknown step: " + step);
    }
    return Json.NULL;
  }

  private void edit(JsonNode edits) {
    if (storage == null) {
      edits
          .findValues("flow_state")
          .forEach(state -> editedState = FlowState.valueOf(state.stringValue()));
      return;
    }
    Edits writer = new Edits(compiled, storage, store, revertResults);
    edits.forEach(writer::apply);
    outside.stale().seed(storage.failures());
  }

  private void requireCompiled() {
    if (!isCompiled) {
      throw new Refusal("InvalidState");
    }
  }

  /** Makes the atoms known, whether or not all is there that they require. */
  private void prepare() {
    carryTo(CompiledFlow.compile(pattern.name(), pattern));
  }

  private void carryTo(CompiledFlow next) {
    Object[] inputs = store.bind(next);
    if (storage == null) {
      storage = new RunStorage(next, inputs);
      storage.setFlowState(editedState);
    } else {
      storage = storage.carriedTo(next, inputs);
    }
    compiled = next;
    if (!isCompiled) {
      load();
    }
    isCompiled = true;
  }

  /** TaskFlow shows that it loads a run that has not come to rest. */
  private void load() {
    if (storage.flowState() == FlowState.RUNNING || storage.flowState() == FlowState.SUSPENDING) {
      events.addArray().add("$flow").add("RESUMING");
      events.addArray().add("$flow").add("SUSPENDED");
      storage.setFlowState(FlowState.SUSPENDED);
    }
  }

  private FlowEngine engine(Watcher watcher, AtomicReference<RunEnd> end, TaskExecutor executor) {
    JsonNode options = engineSpec.path("options");
    return new FlowEngine(
        () -> "run",
        compiled,
        storage,
        null,
        null,
        null,
        executor,
        Differences.options(options),
        List.of(watcher),
        end::set);
  }

  private JsonNode run(JsonNode step) throws InterruptedException {
    try {
      carryTo(CompiledFlow.compile(pattern.name(), pattern, store.inputs()));
    } catch (InvalidFlowException e) {
      if (e.kind() == InvalidFlowException.Kind.MISSING_PROVIDER) {
        prepare();
      }
      throw e;
    }
    Watcher watcher = new Watcher(step, outside, events, revertResults);
    AtomicReference<RunEnd> end = new AtomicReference<>();
    try (TaskExecutor executor = Runs.executor(engineSpec, watcher.mayCrash())) {
      FlowEngine engine = engine(watcher, end, executor);
      watcher.engine = engine;
      if (Runs.hasCrashed(engine, watcher)) {
        return Json.object().put("type", "$crash");
      }
    }
    return raised(end.get(), watcher);
  }

  private JsonNode raised(RunEnd end, Watcher watcher) {
    EngineOptions options = Differences.options(engineSpec.path("options"));
    return switch (end.state()) {
      case SUCCESS -> Json.NULL;
      case SUSPENDED -> end.why() == null ? Json.NULL : Json.of(end.why());
      case FAILURE ->
          Errors.raised(
              options.neverResolve() && watcher.revertFailures.isEmpty()
                  ? watcher.failures
                  : watcher.revertFailures);
      default ->
          Errors.raised(
              Runs.allFailures(
                  storage.failures(), outside.stale().all().values(), storage.revertFailures()));
    };
  }

  private ObjectNode finish() {
    ObjectNode last = Json.object();
    last.put("flow_state", flowState().name());
    ObjectNode atoms = last.putObject("atoms");
    details.forEach(atoms::set);
    ObjectNode failures = last.putObject("execute_failures");
    ObjectNode revertFailures = last.putObject("revert_failures");
    if (storage != null) {
      outside.stale().all().forEach((name, each) -> failures.set(name, Errors.describe(each)));
      storage.failures().forEach(each -> failures.set(each.atom(), Errors.describe(each)));
      storage
          .revertFailures()
          .forEach(each -> revertFailures.set(each.atom(), Errors.describe(each)));
    }
    last.set("fetch_all", isCompiled ? snapshot().fetchAll(store) : Snapshot.injected(store));
    return last;
  }
}
