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
import io.backstitch.storage.ResultCheck;
import io.backstitch.storage.RunStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one stored run into memory, or says what of it does not fit the flow as it is now. */
final class RunReader {

  private final FlowDefinition<?> flow;
  private final CompiledFlow graph;
  private final StoredRun stored;
  private final Codec codec;
  private final RunStorage storage;

  /** By node, the number of the step in which it was last recorded, or 0. */
  private final long[] recordedAt;

  private RunReader(FlowDefinition<?> flow, StoredRun stored, Codec codec) {
    this.flow = flow;
    this.graph = flow.graph();
    this.stored = stored;
    this.codec = codec;
    this.storage = new RunStorage(graph, decodeInputs());
    this.recordedAt = new long[graph.size()];
  }

  /**
   * Reads a stored run.
   *
   * @throws InvalidFlowException if it can't carry on with the flow as it is now
   */
  static RunStorage restore(FlowDefinition<?> flow, StoredRun stored, Codec codec) {
    refuseOtherMajor(flow, stored);
    try {
      return new RunReader(flow, stored, codec).read();
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

  private @Nullable Object[] decodeInputs() {
    Map<String, String> values = codec.split(stored.inputs());
    List<Provision> inputs = graph.inputs();
    @Nullable Object[] decoded = new Object[inputs.size()];
    for (int i = 0; i < decoded.length; i++) {
      Symbol<?> symbol = inputs.get(i).symbol();
      String json = values.get(symbol.name());
      if (json != null) {
        decoded[i] = decode(json, symbol.type(), "input '" + symbol.name() + "'");
      }
    }
    return graph.checkInputs(decoded);
  }

  private RunStorage read() {
    List<String> differences = new ArrayList<>();
    for (AtomRecord record : inOrder(stored.atoms())) {
      int node = graph.node(record.atom());
      String difference = difference(node, record);
      if (difference == null) {
        restore(node, record);
        recordedAt[node] = record.sequence();
        storage.setSequence(Math.max(storage.sequence(), record.sequence() + 1));
      } else if (record.state() != AtomState.PENDING) {
        differences.add(difference);
      } else if (node >= 0) {
        // It was reset, and says nothing but which attempt comes next.
        storage.setAttempt(node, record.attempt());
      }
    }
    if (!differences.isEmpty()) {
      throw new InvalidFlowException(
          Kind.CHANGED_FLOW,
          "Run '%s' can't carry on with flow '%s' as it is now: %s"
              .formatted(stored.id(), flow.name(), String.join("; ", differences)));
    }
    int[] order = graph.inOrder();
    forgetWhatWasReset(order);
    restoreIntentions(order);
    storage.setFlowState(loaded(stored.state()));
    storage.setWhy(stored.current().why());
    return storage;
  }

  /** Why what is recorded does not fit the flow, or null if it does. */
  private @Nullable String difference(int node, AtomRecord record) {
    Atom atom = node < 0 ? null : graph.atom(node);
    if (atom == null) {
      return "it has no atom '" + record.atom() + "' any more";
    }
    return major(atom.version()).equals(major(record.version()))
        ? null
        : "atom '%s' was recorded in version %s and is now %s"
            .formatted(record.atom(), record.version(), atom.version());
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
  private void forgetWhatWasReset(int[] order) {
    long[] resetAt = new long[graph.size()];
    for (int node : order) {
      for (int i = 0; i < graph.countBefore(node); i++) {
        int before = graph.before(node, i);
        resetAt[node] =
            Math.max(resetAt[node], Math.max(resetAt[before], storage.retries().resetAt(before)));
      }
      if (recordedAt[node] > 0 && recordedAt[node] < resetAt[node]) {
        storage.reset(node);
      }
    }
  }

  /** What is undone, with all that comes after it, is recorded at what the undoing begins with. */
  private void restoreIntentions(int[] order) {
    boolean[] isDoomed = new boolean[graph.size()];
    if (stored.turnedBack()) {
      storage.turnBack();
      Arrays.fill(isDoomed, true);
    }
    for (int node : order) {
      for (int i = 0; i < graph.countBefore(node); i++) {
        int before = graph.before(node, i);
        isDoomed[node] |= isDoomed[before] || isUndoing(before);
      }
    }
    for (int node = 0; node < isDoomed.length; node++) {
      if (isDoomed[node] && !storage.isInherited(node)) {
        storage.setIntention(node, Intention.REVERT);
      }
    }
  }

  private boolean isUndoing(int controller) {
    Intention intention = storage.intention(controller);
    return intention == Intention.RETRY || intention == Intention.REVERT;
  }

  private void restore(int node, AtomRecord record) {
    Atom atom = Objects.requireNonNull(graph.atom(node));
    storage.setAttempt(node, record.attempt());
    storage.setState(node, record.state());
    if (record.state() == AtomState.IGNORE) {
      storage.setIntention(node, Intention.IGNORE);
    }
    Object result = null;
    if (record.result() != null && atom.resultType() != null) {
      result = decode(record.result(), atom.resultType(), "the result of '" + atom.name() + "'");
      storage.setResult(node, result, ResultCheck.takeApart(atom, result));
    }
    if (record.retry() != null) {
      restoreRetry(node, record.retry(), result);
    }
    if (record.failure() != null) {
      storage.setFailure(node, record.failure());
    }
    if (record.isInherited()) {
      storage.setInherited(node);
    }
    if (!record.times().equals(AtomTimes.NONE)) {
      storage.setTimes(node, record.times());
    }
    if (record.revertFailure() != null) {
      storage.setRevertFailure(node, record.revertFailure());
    }
  }

  /** Adds an attempt to the history; they come in their order. */
  private void restoreRetry(int node, RetryRecord retry, @Nullable Object provided) {
    int attempt = storage.attempt(node);
    if (retry.hasTried(attempt)) {
      RetryHistory history =
          attempt == retry.firstTried() ? RetryHistory.EMPTY : storage.retries().history(node);
      history = history.with(provided);
      for (Map.Entry<String, Failure> failure : retry.failures().entrySet()) {
        history = history.withFailure(failure.getKey(), failure.getValue());
      }
      storage.retries().setHistory(node, history);
    } else if (retry.tried() == 0) {
      storage.retries().setHistory(node, RetryHistory.EMPTY);
    }
    storage.retries().setResetAt(node, retry.resetAt());
    storage.setIntention(node, retry.intention());
    if (storage.state(node) == AtomState.RETRYING) {
      storage.setAttempt(node, attempt + 1);
    }
  }

  private @Nullable Object decode(String json, ValueType<?> type, String what) {
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
