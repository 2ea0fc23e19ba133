package io.backstitch;

import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.internal.Near;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A flow that was put together at run time, from patterns and atoms. What its atoms require and
 * nothing provides are its inputs; its outcome is all its values by symbol.
 */
public final class DynamicFlow extends FlowDefinition<Results> {

  private DynamicFlow(String version, FlowPattern pattern) {
    super(pattern.name(), version, pattern);
  }

  /**
   * Compiles a flow of version 1.0, stored under the pattern's name.
   *
   * @param pattern the atoms and their order
   * @return the flow
   * @throws InvalidFlowException if the flow can't work
   */
  public static DynamicFlow of(FlowPattern pattern) {
    return of(pattern, "1.0");
  }

  /**
   * Compiles a flow, stored under the pattern's name.
   *
   * @param pattern the atoms and their order
   * @param version a dotted number; runs of another major version do not resume
   * @return the flow
   * @throws IllegalArgumentException if the version is blank
   * @throws InvalidFlowException if the flow can't work
   */
  public static DynamicFlow of(FlowPattern pattern, String version) {
    return new DynamicFlow(version, pattern);
  }

  /**
   * Binds inputs to the flow.
   *
   * @param inputs the values by the names of their symbols
   * @return the flow with its inputs, ready to start
   * @throws InvalidFlowException if an input is missing, unknown or of the wrong type. Of a
   *     collection or a map of the JDK the first element is looked at, too, but no more of them
   */
  public BoundFlow<Results> with(Map<String, ?> inputs) {
    Map<String, Object> left = new LinkedHashMap<>(inputs);
    List<Provision> wanted = graph().inputs();
    Object[] values = new Object[wanted.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = left.remove(wanted.get(i).symbol().name());
    }
    if (!left.isEmpty()) {
      throw new InvalidFlowException(
          InvalidFlowException.Kind.BAD_INPUT,
          "Flow '%s' has no input %s; its inputs are %s%s"
              .formatted(name(), left.keySet(), wanted, didYouMean(left.keySet(), wanted)),
          List.copyOf(left.keySet()));
    }
    return bind(values);
  }

  private static String didYouMean(Set<String> unknown, List<Provision> inputs) {
    List<String> known = inputs.stream().map(input -> input.symbol().name()).toList();
    return unknown.stream()
        .map(name -> Near.question(name, known, "; %s"))
        .collect(Collectors.joining());
  }

  /**
   * Runs the flow in memory, now.
   *
   * @param inputs the values by the names of their symbols
   * @return all values of the run
   * @throws InvalidFlowException if an input is missing, unknown or of the wrong type
   * @throws FlowFailedException if the run did not succeed
   */
  public Results run(Map<String, ?> inputs) {
    return with(inputs).run();
  }

  @Override
  protected Results outcome(Results results) {
    return results;
  }
}
