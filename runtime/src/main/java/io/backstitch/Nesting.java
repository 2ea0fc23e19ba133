package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.NestedCopy;
import io.backstitch.flow.Provision;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.internal.Near;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a whole flow part of another: what it is called there, and whether it fits. */
final class Nesting {

  private final FlowDefinition<?> flow;
  private final String name;
  private final Map<String, Provision> inputs;
  private final Map<String, Provision> outputs;

  Nesting(FlowDefinition<?> flow, String name) {
    this.flow = flow;
    this.name = name;
    this.inputs = byName(flow.inputs());
    this.outputs = byName(flow.outputs());
  }

  private static Map<String, Provision> byName(List<Provision> symbols) {
    Map<String, Provision> byName = new LinkedHashMap<>();
    symbols.forEach(each -> byName.put(each.symbol().name(), each));
    return byName;
  }

  /**
   * Makes the part.
   *
   * @param rename the names in the other flow, by those that the symbols have in this one
   */
  FlowPattern as(Map<String, String> rename) {
    Map<String, String> names = new LinkedHashMap<>();
    inputs.keySet().forEach(symbol -> names.put(symbol, symbol));
    outputs.keySet().forEach(symbol -> names.put(symbol, symbol));
    rename.forEach(
        (theirs, ours) -> {
          if (names.replace(theirs, ours) == null) {
            throw bad(
                "it has no symbol '%s' to be renamed to '%s'; %s"
                    .formatted(
                        theirs,
                        ours,
                        Near.hint(theirs, List.copyOf(names.keySet()), "its symbols")));
          }
        });
    checkClashes(names);
    Set<String> enclosed = new HashSet<>();
    for (String symbol : outputs.keySet()) {
      if (!inputs.containsKey(symbol)) {
        enclosed.add(names.get(symbol));
      }
    }
    // What nobody outside is to see, or to give, gets a name that nobody has.
    return NestedCopy.of(
        flow.pattern(),
        name,
        symbol -> names.getOrDefault(symbol, name + "/" + symbol),
        enclosed,
        this::isAbsent);
  }

  /** What the flow itself provides, but too late for an atom, is also not there for it outside. */
  private boolean isAbsent(String atom, boolean isRevert, int index) {
    CompiledFlow graph = flow.graph();
    int node = graph.node(atom);
    if (node < 0) {
      return false; // It takes no part.
    }
    int slot =
        isRevert ? graph.slots().revertArgument(node, index) : graph.slots().argument(node, index);
    return slot == CompiledFlow.ABSENT;
  }

  private void checkClashes(Map<String, String> names) {
    Map<String, String> taken = new HashMap<>();
    names.forEach(
        (theirs, ours) -> {
          String other = taken.put(ours, theirs);
          if (other != null) {
            throw bad(
                "its symbols '%s' and '%s' would both be '%s'; rename one of them to something else"
                    .formatted(other, theirs, ours));
          }
        });
  }

  /**
   * Checks that the flow is what another was compiled against.
   *
   * @param wantedInputs the inputs that it had
   * @param wantedOutputs what it provided
   */
  void check(List<Provision> wantedInputs, List<Provision> wantedOutputs) {
    Map<String, Provision> given = byName(wantedInputs);
    for (Provision input : inputs.values()) {
      Provision known = given.get(input.symbol().name());
      if (known == null && !input.optional()) {
        throw changed("it requires the input '%s' now".formatted(input));
      }
      if (known != null && known.optional() && !input.optional()) {
        throw changed("its input '%s' is not optional any more".formatted(input));
      }
      if (known != null && !input.symbol().type().accepts(known.symbol().type())) {
        throw changed("its input '%s' was '%s'".formatted(input, known));
      }
    }
    for (Provision wanted : wantedOutputs) {
      Provision output = outputs.get(wanted.symbol().name());
      if (output == null) {
        throw changed("it does not provide '%s' any more".formatted(wanted));
      }
      if (output.optional() && !wanted.optional()) {
        throw changed("what it provides as '%s' may be absent now".formatted(output));
      }
      if (!wanted.symbol().type().accepts(output.symbol().type())) {
        throw changed("it provides '%s', which was '%s'".formatted(output, wanted));
      }
    }
  }

  private InvalidFlowException changed(String how) {
    return bad(
        how
            + ": the flow around was compiled against another version of it; compile it against"
            + " the one that it runs with");
  }

  private InvalidFlowException bad(String why) {
    return new InvalidFlowException(
        Kind.BAD_SUBFLOW,
        "Flow '%s' can't be the sub-flow '%s': %s".formatted(flow.name(), name, why));
  }
}
