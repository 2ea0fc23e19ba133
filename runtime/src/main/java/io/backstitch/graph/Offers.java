package io.backstitch.graph;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Provision;
import io.backstitch.internal.Near;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a whole flow provides: of each symbol, the value of its last provider. */
final class Offers {

  private final CompiledFlow flow;
  private final Map<String, Provision> all = new LinkedHashMap<>();

  Offers(CompiledFlow flow) {
    this.flow = flow;
    for (String symbol : flow.provided()) {
      int at = flow.slots().result(symbol);
      if (at != CompiledFlow.ABSENT) {
        Provision last = flow.slots().provision(at);
        boolean mayBeIgnored = at < CompiledFlow.ABSENT;
        all.put(symbol, new Provision(last.symbol(), last.optional() || mayBeIgnored));
      }
    }
  }

  List<Provision> list() {
    return List.copyOf(all.values());
  }

  /** Refuses a flow that does not provide what its outcome is made of. */
  void check(List<Provision> outputs) {
    for (Provision output : outputs) {
      String symbol = output.symbol().name();
      Provision found = all.get(symbol);
      if (found == null) {
        throw new InvalidFlowException(
            Kind.MISSING_PROVIDER,
            "The outcome of flow '%s' has '%s', which nothing in the flow provides%s"
                .formatted(flow.name(), output, Near.question(symbol, all.keySet(), "; %s")),
            List.of(symbol));
      }
      if (!output.symbol().type().accepts(found.symbol().type())) {
        throw new InvalidFlowException(
            Kind.TYPE_MISMATCH,
            "The outcome of flow '%s' has '%s', but the flow provides '%s'"
                .formatted(flow.name(), output, found),
            List.of(symbol));
      }
    }
  }
}
