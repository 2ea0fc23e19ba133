package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds names for what the class of a flow holds besides what every such class holds. */
final class FlowNames {

  private static final List<String> CONSTANTS = List.of("NAME", "VERSION", "INPUTS", "OUTPUTS");

  /** A method of such a name could be called in place of the one that is meant. */
  private static final List<String> METHODS =
      List.of(
          "bind",
          "clone",
          "equals",
          "finalize",
          "getClass",
          "graph",
          "hashCode",
          "inputs",
          "name",
          "nested",
          "notify",
          "notifyAll",
          "of",
          "outcome",
          "outputs",
          "pattern",
          "patternOf",
          "run",
          "toString",
          "unlinked",
          "version",
          "wait",
          "with");

  private final List<Constants> others;
  private final NameAllocator constants = new NameAllocator();
  private final Map<Constants.Key, String> symbols = new LinkedHashMap<>();

  FlowNames(List<Constants> others) {
    this.others = others;
    CONSTANTS.forEach(constants::newName);
  }

  /** The sub-flows of a flow, each with its names; flows of one class share their constants. */
  List<SubflowPlan> subflows(FlowModel flow) {
    NameAllocator methods = new NameAllocator();
    METHODS.forEach(methods::newName);
    Map<String, String> shared = new HashMap<>();
    List<SubflowPlan> plans = new ArrayList<>();
    for (SubflowModel subflow : flow.subflows()) {
      plans.add(
          new SubflowPlan(
              subflow,
              methods.newName(subflow.field().name(), subflow),
              constant(subflow.generated(), "_INPUTS", shared),
              constant(subflow.generated(), "_OUTPUTS", shared)));
    }
    return plans;
  }

  private String constant(ClassName generated, String suffix, Map<String, String> shared) {
    return shared.computeIfAbsent(
        generated + suffix,
        key ->
            constants.newName(
                Words.constant(generated.simpleName().replaceFirst("Flow$", "")) + suffix, key));
  }

  /** The constant for a symbol: that of another class, or else one of the flow itself. */
  CodeBlock symbol(Constants.Key key) {
    for (Constants each : others) {
      CodeBlock constant = each.find(key);
      if (constant != null) {
        return constant;
      }
    }
    String name = symbols.get(key);
    if (name == null) {
      name = constants.newName(Words.constant(key.symbol()), key);
      symbols.put(key, name);
    }
    return CodeBlock.of("$L", name);
  }

  /** The symbols that are constants of the flow itself. */
  Map<Constants.Key, String> symbols() {
    return symbols;
  }
}
