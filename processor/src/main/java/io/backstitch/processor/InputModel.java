package io.backstitch.processor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /**
   * Places are numbered as they are read; sub-flows and what guards them are read last, but count
   * where they stand.
   */
  private static Stream<Appearance> inOrder(FlowModel flow) {
    Stream<Appearance> ofMethods =
        flow.methods().stream()
            .flatMap(method -> method.requirements().stream())
            .map(parameter -> new Appearance(parameter.at().number(), parameter));
    List<Appearance> ofSubflows = new ArrayList<>();
    for (int i = 0; i < flow.members().size(); i++) {
      if (flow.members().get(i) instanceof SubflowModel subflow) {
        int place = nextTask(flow.members(), i);
        RetryModel retry = flow.retryOf(subflow);
        collection(retry).forEach(each -> ofSubflows.add(new Appearance(place, each)));
        subflow.requirements().forEach(each -> ofSubflows.add(new Appearance(place, each)));
      }
    }
    return Stream.concat(ofSubflows.stream(), ofMethods);
  }

  private static Stream<ParameterModel> collection(@Nullable RetryModel retry) {
    return retry == null ? Stream.of() : Stream.ofNullable(retry.forEach().collection());
  }

  /** Where the next task stands; if there is none at all, before deciders, which are no members. */
  private static int nextTask(List<Member> members, int from) {
    boolean isAnyBefore = members.subList(0, from).stream().anyMatch(TaskModel.class::isInstance);
    return members.subList(from, members.size()).stream()
        .filter(member -> member instanceof TaskModel)
        .findFirst()
        .map(
            task ->
                Stream.concat(
                        Stream.of(task.at(), task.nameAt()),
                        task.requirements().stream().map(ParameterModel::at))
                    .mapToInt(At::number)
                    .min()
                    .orElseThrow())
        .orElse(isAnyBefore ? Integer.MAX_VALUE : 0);
  }

  /** The inputs of a flow by name; parameters without an annotation may take them, too. */
  static Map<String, InputModel> of(FlowModel flow, Set<String> provided) {
    List<ParameterModel> all =
        Stream.concat(
                inOrder(flow),
                flow.retries().stream()
                    .filter(retry -> !retry.ofSubflow())
                    .flatMap(InputModel::collection)
                    .map(collection -> new Appearance(collection.at().number(), collection)))
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
