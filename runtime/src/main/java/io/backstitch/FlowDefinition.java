package io.backstitch;

import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.graph.CompiledFlow;
import java.util.List;
import java.util.Map;
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
  private final @Nullable List<Provision> outputs;
  private volatile @Nullable FlowRecord record;
  private volatile @Nullable String recordText;

  /**
   * Compiles a flow.
   *
   * @param name the name under which its runs are stored
   * @param version a dotted number; runs of another major version do not resume
   * @param pattern the atoms and their order
   * @param inputs the symbols that the caller gives, in the order of {@link #bind}
   * @throws IllegalArgumentException if the version is blank
   * @throws InvalidFlowException if the flow can't work, with the atoms and symbols concerned
   */
  protected FlowDefinition(
      String name, String version, FlowPattern pattern, List<Provision> inputs) {
    this(name, version, pattern, CompiledFlow.compile(name, pattern, inputs), null);
  }

  /**
   * Compiles a flow whose outcome is known.
   *
   * @param name the name under which its runs are stored
   * @param version a dotted number; runs of another major version do not resume
   * @param pattern the atoms and their order
   * @param inputs the symbols that the caller gives, in the order of {@link #bind}
   * @param outputs the symbols that the outcome is made of
   * @throws InvalidFlowException if the flow can't work, with the atoms and symbols concerned; or
   *     if it does not provide an output
   */
  protected FlowDefinition(
      String name,
      String version,
      FlowPattern pattern,
      List<Provision> inputs,
      List<Provision> outputs) {
    this(name, version, pattern, CompiledFlow.compile(name, pattern, inputs), List.copyOf(outputs));
    graph.checkProvided(outputs);
  }

  FlowDefinition(String name, String version, FlowPattern pattern) {
    this(name, version, pattern, CompiledFlow.compile(name, pattern), null);
  }

  private FlowDefinition(
      String name,
      String version,
      FlowPattern pattern,
      CompiledFlow graph,
      @Nullable List<Provision> outputs) {
    this.name = Objects.requireNonNull(name, "name");
    this.version = checkVersion(name, version);
    this.pattern = pattern;
    this.graph = graph;
    this.outputs = outputs;
  }

  private static String checkVersion(String flow, String version) {
    if (version.isBlank()) {
      throw new IllegalArgumentException(
          "The version of flow '%s' must not be blank; write a dotted number, such as \"1.0\""
              .formatted(flow));
    }
    return version;
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
   * What the caller gives.
   *
   * @return an unmodifiable list, in the order of {@link #bind}
   */
  public final List<Provision> inputs() {
    return graph.inputs();
  }

  /**
   * What the flow provides, to its caller or to a flow around it.
   *
   * @return an unmodifiable list, without what only a part of the flow can see
   */
  public final List<Provision> outputs() {
    return outputs == null ? graph.provisions() : outputs;
  }

  /**
   * This flow as a part of another. Its atoms are called {@code name/atom} there. Its inputs are
   * bound by name to symbols of the flow around, or become inputs of that; what it provides can be
   * taken there.
   *
   * @param part the name of the part, unique in the flow around
   * @param rename the names that symbols have in the flow around, by those that they have in this
   *     one; others keep theirs
   * @return what is to be added to the flow around
   * @throws InvalidFlowException if this flow has no symbol that is to be renamed, or two would
   *     have the same name
   */
  public final FlowPattern nested(String part, Map<String, String> rename) {
    return new Nesting(this, part).as(rename);
  }

  /**
   * This flow as a part of another that was compiled against it. As {@link #nested(String, Map)};
   * but first it is checked that this is still the flow that the other has been compiled against.
   *
   * @param part the name of the part, unique in the flow around
   * @param rename the names that symbols have in the flow around
   * @param knownInputs the inputs that this flow had then
   * @param knownOutputs what it provided then
   * @return what is to be added to the flow around
   * @throws InvalidFlowException if this flow requires more, or provides less
   */
  public final FlowPattern nested(
      String part,
      Map<String, String> rename,
      List<Provision> knownInputs,
      List<Provision> knownOutputs) {
    Nesting nesting = new Nesting(this, part);
    nesting.check(knownInputs, knownOutputs);
    return nesting.as(rename);
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

  /** How it is made, as far as stored runs depend on that; found when it is first asked for. */
  final FlowRecord record() {
    FlowRecord known = record;
    if (known == null) {
      known = FlowRecord.of(graph);
      record = known;
    }
    return known;
  }

  /** The same, as it is stored. */
  final String recordText() {
    String known = recordText;
    if (known == null) {
      known = FlowRecordText.write(record());
      recordText = known;
    }
    return known;
  }

  @Override
  public final String toString() {
    return name + " " + version;
  }
}
