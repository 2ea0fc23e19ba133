package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.PersistenceException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What of a flow and its inputs becomes text; {@link RunReader} reads it back. */
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
      try {
        values.put(symbol.name(), codec.encode(bound.inputs()[i], symbol.type()));
      } catch (PersistenceException e) {
        throw new PersistenceException(
            "Input '%s' of flow '%s' can't be stored: %s"
                .formatted(symbol.name(), bound.flow().name(), e.getMessage()),
            e);
      }
    }
    return codec.join(values);
  }
}
