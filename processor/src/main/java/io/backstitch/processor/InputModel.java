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

  private record Appearance(int place, ParameterModel parameter) {}

  /** Places are numbered as they are read, which is in the order of the source. */
  private static Stream<Appearance> all(FlowModel flow) {
    Stream<Appearance> ofMethods =
        flow.methods().stream()
            .flatMap(method -> method.requirements().stream())
            .map(parameter -> new Appearance(parameter.at().number(), parameter));
    // The names of its inputs may have places of their own, which say nothing of their order.
    Stream<Appearance> ofSubflows =
        flow.subflows().stream()
            .flatMap(
                subflow ->
                    subflow.requirements().stream()
                        .map(parameter -> new Appearance(subflow.at().number(), parameter)));
    Stream<Appearance> ofRetries =
        flow.retries().stream()
            .map(retry -> retry.forEach().collection())
            .filter(Objects::nonNull)
            .map(collection -> new Appearance(collection.at().number(), collection));
    return Stream.of(ofMethods, ofSubflows, ofRetries).flatMap(each -> each);
  }

  /** The inputs of a flow by name; parameters without an annotation may take them, too. */
  static Map<String, InputModel> of(FlowModel flow, Set<String> provided) {
    List<ParameterModel> all =
        all(flow)
            .sorted(Comparator.comparingInt(Appearance::place))
            .map(Appearance::parameter)
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
