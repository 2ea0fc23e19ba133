package io.backstitch.processor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An input of a flow.
 *
 * @param name its name
 * @param declared the parameters that declare it, in order of appearance; at least one
 * @param optional whether every parameter that takes it can do without
 */
record InputModel(String name, List<ParameterModel> declared, boolean optional) {

  /** The parameter that appears first. */
  ParameterModel first() {
    return declared.get(0);
  }

  /** The inputs of a flow by name; parameters without an annotation may take them, too. */
  static Map<String, InputModel> of(FlowModel flow, Set<String> provided) {
    List<ParameterModel> all =
        Stream.concat(
                flow.methods().stream().flatMap(method -> method.requirements().stream()),
                flow.retries().stream()
                    .map(retry -> retry.forEach().collection())
                    .filter(Objects::nonNull))
            // Places are numbered as they are read.
            .sorted(Comparator.comparingInt(parameter -> parameter.at().number()))
            .toList();
    Map<String, List<ParameterModel>> declared = new LinkedHashMap<>();
    for (ParameterModel parameter : all) {
      if (parameter.role() == Role.INPUT && !parameter.unclear()) {
        declared.computeIfAbsent(parameter.symbol(), s -> new ArrayList<>()).add(parameter);
      }
    }
    Map<String, InputModel> inputs = new LinkedHashMap<>();
    declared.forEach(
        (name, parameters) -> {
          boolean optional =
              all.stream()
                  .filter(p -> p.symbol().equals(name))
                  .filter(p -> p.role() == Role.INPUT || !provided.contains(name))
                  .allMatch(ParameterModel::optional);
          inputs.put(name, new InputModel(name, parameters, optional));
        });
    return inputs;
  }
}
