package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Provision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.RetryRecord;
import io.backstitch.persistence.StoredRun;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between the memory of a run and what is stored of it. */
final class RunCodec {

  private RunCodec() {}

  /** Refuses a flow whose values could not be read back, before anything depends on it. */
  static void check(FlowDefinition<?> flow, Codec codec) {
    CompiledFlow graph = flow.graph();
    graph
        .inputs()
        .forEach(input -> check(flow, input.symbol().toString(), input.symbol().type(), codec));
    for (int node = 0; node < graph.size(); node++) {
      Atom atom = graph.atom(node);
      if (atom != null && atom.resultType() != null) {
        check(flow, "the result of " + atom.name(), atom.resultType(), codec);
      }
    }
  }

  private static void check(FlowDefinition<?> flow, String what, ValueType<?> type, Codec codec) {
    try {
      codec.check(type);
    } catch (InvalidFlowException e) {
      throw new InvalidFlowException(
          Kind.NOT_PERSISTABLE,
          "Flow '%s' can't be stored, because of %s: %s".formatted(flow.name(), what, e.problem()),
          e);
    }
  }

  static String encodeInputs(BoundFlow<?> bound, Codec codec) {
    Map<String, String> values = new TreeMap<>();
    List<Provision> inputs = bound.flow().graph().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      Symbol<?> symbol = inputs.get(i).symbol();
      values.put(symbol.name(), codec.encode(bound.inputs()[i], symbol.type()));
    }
    return codec.join(values);
  }

  /** Reads a stored run into memory, or says what of it does not fit the flow as it is now. */
  static RunStorage restore(FlowDefinition<?> flow, StoredRun stored, Codec codec) {
    refuseOtherMajor(flow, stored);
    try {
      return read(flow, stored, codec);
    } catch (InvalidFlowException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidFlowException(
          Kind.CHANGED_FLOW,
          "Run '%s' of flow '%s' can't be read: %s"
              .formatted(
                  stored.id(), stored.flow(), Objects.toString(e.getMessage(), e.toString())),
          e);
    }
  }

  private static RunStorage read(FlowDefinition<?> flow, StoredRun stored, Codec codec) {
    CompiledFlow graph = flow.graph();
    RunStorage storage = new RunStorage(graph, decodeInputs(flow, stored, codec));
    List<String> differences = new ArrayList<>();
    for (AtomRecord record : inOrder(stored.atoms())) {
      int node = graph.node(record.atom());
      Atom atom = node < 0 ? null : graph.atom(node);
      if (record.state() == AtomState.PENDING
          && (atom == null || !major(atom.version()).equals(major(record.version())))) {
        // It was reset, and says nothing but which attempt comes next.
        if (node >= 0) {
          storage.setAttempt(node, record.attempt());
        }
      } else if (atom == null) {
        differences.add("it has no atom '" + record.atom() + "' any more");
      } else if (!major(atom.version()).equals(major(record.version()))) {
        differences.add(
            "atom '%s' was recorded in version %s and is now %s"
                .formatted(record.atom(), record.version(), atom.version()));
      } else {
        restore(storage, node, atom, record, stored, codec);
        storage.setSequence(Math.max(storage.sequence(), record.sequence() + 1));
      }
    }
    if (!differences.isEmpty()) {
      throw new InvalidFlowException(
          Kind.CHANGED_FLOW,
          "Run '%s' can't carry on with flow '%s' as it is now: %s"
              .formatted(stored.id(), flow.name(), String.join("; ", differences)));
    }
    forgetWhatWasReset(graph, storage, stored);
    restoreIntentions(graph, storage, stored);
    storage.setFlowState(loaded(stored.state()));
    return storage;
  }

  /** What a crash, or closing, has caught under way is being loaded now. */
  private static FlowState loaded(FlowState stored) {
    return stored == FlowState.RUNNING || stored == FlowState.SUSPENDING
        ? FlowState.RESUMING
        : stored;
  }

  /** The oldest first, so that failures are known in the order in which they happened. */
  private static List<AtomRecord> inOrder(List<AtomRecord> records) {
    List<AtomRecord> sorted = new ArrayList<>(records);
    sorted.sort(Comparator.comparingLong(AtomRecord::sequence));
    return sorted;
  }

  /** What was stored before a retry controller started again counts no more for what it guards. */
  private static void forgetWhatWasReset(CompiledFlow graph, RunStorage storage, StoredRun stored) {
    Map<Integer, Long> sequences = new HashMap<>();
    for (AtomRecord record : stored.atoms()) {
      sequences.put(graph.node(record.atom()), record.sequence());
    }
    for (int controller : sequences.keySet()) {
      long resetAt = storage.resetAt(controller);
      if (resetAt > 0) {
        for (int node : graph.reachableFrom(controller)) {
          Long sequence = sequences.get(node);
          if (sequence != null && sequence < resetAt) {
            storage.reset(node);
          }
        }
      }
    }
  }

  private static void restoreIntentions(CompiledFlow graph, RunStorage storage, StoredRun stored) {
    if (stored.turnedBack()) {
      storage.turnBack();
      for (int node = 0; node < graph.size(); node++) {
        storage.setIntention(node, Intention.REVERT);
      }
      return;
    }
    for (AtomRecord record : stored.atoms()) {
      if (record.retry() == null) {
        continue;
      }
      int controller = graph.node(record.atom());
      Intention intention = storage.intention(controller);
      if (intention == Intention.RETRY || intention == Intention.REVERT) {
        for (int node : graph.reachableFrom(controller)) {
          storage.setIntention(node, Intention.REVERT);
        }
      }
    }
  }

  private static void refuseOtherMajor(FlowDefinition<?> flow, StoredRun stored) {
    if (!major(flow.version()).equals(major(stored.flowVersion()))) {
      throw new InvalidFlowException(
          Kind.CHANGED_FLOW,
          "Run '%s' was started by version %s of flow '%s', which is now %s; another major version does not carry on with it"
              .formatted(stored.id(), stored.flowVersion(), flow.name(), flow.version()));
    }
  }

  private static String major(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  private static @Nullable Object[] decodeInputs(
      FlowDefinition<?> flow, StoredRun stored, Codec codec) {
    Map<String, String> values = codec.split(stored.inputs());
    List<Provision> inputs = flow.graph().inputs();
    @Nullable Object[] decoded = new Object[inputs.size()];
    for (int i = 0; i < decoded.length; i++) {
      Symbol<?> symbol = inputs.get(i).symbol();
      String json = values.get(symbol.name());
      if (json != null) {
        decoded[i] = decode(json, symbol.type(), "input '" + symbol.name() + "'", stored, codec);
      }
    }
    return flow.graph().checkInputs(decoded);
  }

  private static void restore(
      RunStorage storage, int node, Atom atom, AtomRecord record, StoredRun stored, Codec codec) {
    storage.setAttempt(node, record.attempt());
    storage.setState(node, record.state());
    if (record.state() == AtomState.IGNORE) {
      storage.setIntention(node, Intention.IGNORE);
    }
    Object result = null;
    if (record.result() != null && atom.resultType() != null) {
      result =
          decode(
              record.result(),
              atom.resultType(),
              "the result of '" + atom.name() + "'",
              stored,
              codec);
      storage.setResult(node, result, RunStorage.takeApart(atom, result));
    }
    if (record.retry() != null) {
      restoreRetry(storage, node, record.retry(), result);
    }
    if (record.failure() != null) {
      storage.setFailure(node, record.failure());
    }
    if (record.revertFailure() != null) {
      storage.setRevertFailure(node, record.revertFailure());
    }
  }

  /** Adds an attempt to the history; they come in their order. */
  private static void restoreRetry(
      RunStorage storage, int node, RetryRecord retry, @Nullable Object provided) {
    int attempt = storage.attempt(node);
    if (retry.hasTried(attempt)) {
      RetryHistory history =
          attempt == retry.firstTried() ? RetryHistory.EMPTY : storage.history(node);
      history = history.with(provided);
      for (Map.Entry<String, Failure> failure : retry.failures().entrySet()) {
        history = history.withFailure(failure.getKey(), failure.getValue());
      }
      storage.setHistory(node, history);
    } else if (retry.tried() == 0) {
      storage.setHistory(node, RetryHistory.EMPTY);
    }
    storage.setResetAt(node, retry.resetAt());
    storage.setIntention(node, retry.intention());
    if (storage.state(node) == AtomState.RETRYING) {
      storage.setAttempt(node, attempt + 1);
    }
  }

  private static @Nullable Object decode(
      String json, ValueType<?> type, String what, StoredRun stored, Codec codec) {
    try {
      return codec.decode(json, type);
    } catch (RuntimeException e) {
      throw new InvalidFlowException(
          Kind.CHANGED_FLOW,
          "Run '%s' of flow '%s' can't be read: %s is no %s any more: %s"
              .formatted(
                  stored.id(),
                  stored.flow(),
                  what,
                  type,
                  Objects.toString(e.getMessage(), e.toString())),
          e);
    }
  }
}
