package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.StoredRun;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The flows that are registered, by their names. Safe for use by several threads. */
final class Flows {

  private final Codec codec;
  private final boolean hasTransactions;
  private final Map<String, FlowDefinition<?>> flows = new ConcurrentHashMap<>();

  /**
   * Begins without any.
   *
   * @param hasTransactions whether tasks can run in transactions with the record of their success
   */
  Flows(Codec codec, boolean hasTransactions) {
    this.codec = codec;
    this.hasTransactions = hasTransactions;
  }

  void register(FlowDefinition<?> flow) {
    FlowDefinition<?> known = flows.putIfAbsent(flow.name(), flow);
    if (known != null && known != flow) {
      throw new InvalidFlowException(
          Kind.DUPLICATE_NAME,
          "A flow named '" + flow.name() + "' is registered already; runs are stored by that name");
    }
    try {
      RunCodec.check(flow, codec);
      if (!hasTransactions) {
        TransactionCheck.refuse(flow, "its runs are not stored in a database");
      }
    } catch (InvalidFlowException e) {
      flows.remove(flow.name(), flow);
      throw e;
    }
  }

  void checkRegistered(FlowDefinition<?> flow) {
    if (flows.get(flow.name()) != flow) {
      throw new InvalidFlowException(
          Kind.UNKNOWN_NAME,
          "Flow '"
              + flow.name()
              + "' is not registered here; call register first, so that its"
              + " runs can be recovered after a crash");
    }
  }

  /**
   * The flow of a stored run.
   *
   * @param what what can't be done without it, as the middle of a sentence
   */
  FlowDefinition<?> of(StoredRun stored, String what) {
    FlowDefinition<?> flow = flows.get(stored.flow());
    if (flow == null) {
      throw new InvalidFlowException(
          Kind.UNKNOWN_NAME,
          "Run '%s' %s, because its flow '%s' is not registered here; call register first"
              .formatted(stored.id(), what, stored.flow()));
    }
    return flow;
  }

  @Nullable FlowDefinition<?> find(String name) {
    return flows.get(name);
  }
}
