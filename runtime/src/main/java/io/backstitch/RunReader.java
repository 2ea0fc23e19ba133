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
  private final boolean goesOn;
  private final List<String> differences = new ArrayList<>();
  private @Nullable RuntimeException cause;
  private final RunStorage storage;

  /** By node, the number of the step in which it was last recorded, or 0. */
  private final long[] recordedAt;

  private RunReader(FlowDefinition<?> flow, StoredRun stored, Codec codec, boolean goesOn) {
    this.flow = flow;
    this.graph = flow.graph();
    this.stored = stored;
    this.codec = codec;
    this.goesOn = goesOn;
    this.storage = new RunStorage(graph, decodeInputs());
    this.recordedAt = new long[graph.size()];
  }

  /**
   * Reads a stored run.
   *
   * @param goesOn whether it is to carry on, and not only to tell how it has ended
   * @throws InvalidFlowException if it can't carry on with the flow as it is now, with all reasons
   */
  static RunStorage restore(FlowDefinition<?> flow, StoredRun stored, Codec codec, boolean goesOn) {
    try {
      return new RunReader(flow, stored, codec, goesOn).read();
    } catch (InvalidFlowException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidFlowException(
          Kind.CHANGED_FLOW,
          "Run '%s' of flow '%s' can't be read: %s"
              .formatted(stored.id(), stored.flow(), messageOf(e)),
          e);
    }
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
      if ((json == null || json.equals("null")) && !inputs.get(i).optional()) {
        differences.add(
            "it requires the input '%s', which the run was started without"
                .formatted(symbol.name()));
      }
    }
    return decoded;
  }

  private RunStorage read() {
    if (!Versions.areOfOneMajor(flow.version(), stored.flowVersion())) {
      differences.add(
          "the run was started by version %s, which is now %s; another major version does not carry on with it"
              .formatted(stored.flowVersion(), flow.version()));
    }
    compare();
    for (AtomRecord record : inOrder(stored.atoms())) {
      int node = graph.node(record.atom());
      if (node < 0 || isOfAnotherKind(node, record)) {
        continue;
      }
      if (record.state() == AtomState.PENDING) {
        // It was reset, and says nothing but which attempt comes next.
        storage.setAttempt(node, record.attempt());
        continue;
      }
      restore(node, record);
      recordedAt[node] = record.sequence();
    }
    for (AtomRecord record : stored.atoms()) {
      storage.setSequence(Math.max(storage.sequence(), record.sequence() + 1));
    }
    refuseDifferences();
    int[] order = graph.inOrder();
    forgetWhatWasReset(order);
    restoreIntentions(order);
    beginAnewWhatWasUndone();
    storage.setFlowState(loaded(stored.state()));
    storage.setWhy(stored.current().why());
    return storage;
  }

  private void compare() {
    FlowRecord now = flow.record();
    if (goesOn) {
      differences.addAll(FlowChange.differences(stored, then(now), now, graph));
    } else {
      differences.addAll(FlowChange.ofRows(stored, now));
    }
  }

  /** How the flow was made with which the run last went on, or null if that was not stored. */
  private @Nullable FlowRecord then(FlowRecord now) {
    String definition = stored.definition();
    if (definition == null) {
      return null;
    }
    return definition.equals(flow.recordText()) ? now : FlowRecordText.read(definition);
  }

  private boolean isOfAnotherKind(int node, AtomRecord record) {
    boolean isController = Objects.requireNonNull(graph.atom(node)).controller() != null;
    return isController != (record.retry() != null);
  }

  private void refuseDifferences() {
    if (differences.isEmpty()) {
      return;
    }
    String message =
        "Run '%s' can't carry on with flow '%s' as it is now: %s. It stays as it is; the flow as it was carries on with it"
            .formatted(stored.id(), flow.name(), String.join("; ", differences));
    throw cause == null
        ? new InvalidFlowException(Kind.CHANGED_FLOW, message)
        : new InvalidFlowException(Kind.CHANGED_FLOW, message, cause);
  }

  /** What was undone for a retry controller that is around it no more is to be done again. */
  private void beginAnewWhatWasUndone() {
    for (int node = 0; goesOn && node < graph.size(); node++) {
      if (storage.state(node) == AtomState.REVERTED
          && storage.intention(node) == Intention.EXECUTE) {
        storage.reset(node);
      }
    }
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
    int known = differences.size();
    if (record.result() != null && atom.resultType() != null) {
      result = decode(record.result(), atom.resultType(), "the result of '" + atom.name() + "'");
    }
    if (differences.size() == known && (result != null || record.state() == AtomState.SUCCESS)) {
      storage.setResult(node, result, takenApart(atom, result));
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

  private @Nullable Object @Nullable [] takenApart(Atom atom, @Nullable Object result) {
    try {
      return ResultCheck.takeApart(atom, result);
    } catch (IllegalStateException e) {
      note("atom '%s' is done, but not as it is now".formatted(atom.name()), e);
      return null;
    }
  }

  private @Nullable Object decode(String json, ValueType<?> type, String what) {
    try {
      return codec.decode(json, type);
    } catch (RuntimeException e) {
      note("%s is no %s any more".formatted(what, type), e);
      return null;
    }
  }

  private void note(String difference, RuntimeException why) {
    differences.add(difference + " (" + messageOf(why) + ")");
    if (cause == null) {
      cause = why;
    }
  }

  private static String messageOf(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }
}
