package io.backstitch;

import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.graph.CompiledFlow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flow that is ready to be run: its atoms and their order, the inputs it wants, and how its
 * results become an outcome of its own type.
 *
 * <p>The annotation processor writes a subclass for each class annotated with {@code @Flow}; {@link
 * DynamicFlow} is the one for flows that are put together at run time. A definition is immutable;
 * one object serves any number of runs, in any number of threads.
 *
 * @param <O> the type of the outcome
 */
public abstract class FlowDefinition<O> {

  private final String name;
  private final String version;
  private final FlowPattern pattern;
  private final CompiledFlow graph;

  /**
   * Compiles a flow.
   *
   * @param name the name under which its runs are stored
   * @param version a dotted number; runs of another major version do not resume
   * @param pattern the atoms and their order
   * @param inputs the symbols that the caller gives, in the order of {@link #bind}
   * @throws InvalidFlowException if the flow can't work, with the atoms and symbols concerned
   */
  protected FlowDefinition(
      String name, String version, FlowPattern pattern, List<Provision> inputs) {
    this.name = Objects.requireNonNull(name, "name");
    this.version = Objects.requireNonNull(version, "version");
    this.pattern = Objects.requireNonNull(pattern, "pattern");
    this.graph = CompiledFlow.compile(name, pattern, inputs);
  }

  FlowDefinition(String name, String version, FlowPattern pattern) {
    this.name = Objects.requireNonNull(name, "name");
    this.version = Objects.requireNonNull(version, "version");
    this.pattern = pattern;
    this.graph = CompiledFlow.compile(name, pattern);
  }

  /**
   * The name under which runs of this flow are stored.
   *
   * @return the name
   */
  public final String name() {
    return name;
  }

  /**
   * The version of the flow.
   *
   * @return a dotted number
   */
  public final String version() {
    return version;
  }

  /**
   * The atoms and their order.
   *
   * @return the pattern
   */
  public final FlowPattern pattern() {
    return pattern;
  }

  /**
   * The flow as the engine sees it: who comes after whom, and where each value comes from.
   *
   * @return the compiled flow
   */
  public final CompiledFlow graph() {
    return graph;
  }

  /**
   * Makes the outcome of a run that has succeeded.
   *
   * @param results the values of the run
   * @return the outcome
   */
  protected abstract O outcome(Results results);

  /**
   * Binds inputs to the flow.
   *
   * @param values one value for each input, in their order; null for an optional one that is absent
   * @return the flow with its inputs, ready to start
   * @throws InvalidFlowException if an input is missing or of the wrong type
   */
  protected final BoundFlow<O> bind(@Nullable Object... values) {
    return new BoundFlow<>(this, graph.checkInputs(values));
  }

  @Override
  public final String toString() {
    return name + " " + version;
  }
}
