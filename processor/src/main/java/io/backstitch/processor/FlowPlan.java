package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is to be generated for a class: names and order, nothing left to decide.
 *
 * @param flow the class
 * @param skeleton whether the class has errors, so that only its surface is wanted
 * @param holder the type of the object whose methods are called
 * @param atomsName the class of the atoms
 * @param flowName the class of the flow
 * @param atoms the atoms, in source order
 * @param deciders the deciders, in source order
 * @param retries the retries, that of the whole flow first
 * @param subflows the sub-flows, in source order
 * @param symbols the constants of the flow itself, for symbols that no atom has
 * @param inputs the inputs, in order of first appearance
 * @param outputs the symbols provided, in order of their first provider
 * @param links the links to draw
 */
record FlowPlan(
    FlowModel flow,
    boolean skeleton,
    TypeName holder,
    ClassName atomsName,
    ClassName flowName,
    List<AtomPlan> atoms,
    List<DeciderPlan> deciders,
    List<RetryPlan> retries,
    List<SubflowPlan> subflows,
    Map<Constants.Key, String> symbols,
    List<Value> inputs,
    List<Value> outputs,
    List<Wiring.Link> links) {

  /**
   * An input or an output.
   *
   * @param name its name
   * @param type its type; a primitive only if it is never absent
   * @param optional whether it may be absent
   * @param symbol the constant that holds its symbol
   */
  record Value(String name, TypeName type, boolean optional, CodeBlock symbol) {}

  static FlowPlan of(FlowModel flow, Wiring wiring, boolean skeleton) {
    PlanNames names = new PlanNames(flow);
    List<AtomPlan> atoms = names.atoms();
    List<DeciderPlan> deciders = names.deciders();
    List<RetryPlan> retries = names.retries();
    List<Constants> constants =
        Stream.of(
                atoms.stream().map(AtomPlan::constants),
                deciders.stream().map(DeciderPlan::constants),
                retries.stream().map(RetryPlan::constants))
            .flatMap(each -> each)
            .toList();
    FlowNames own = new FlowNames(constants);
    List<SubflowPlan> subflows = own.subflows(flow);
    Values values = new Values(wiring, new Skips(flow, wiring), atoms, own, skeleton);
    boolean nameable = flow.access() != FlowModel.Access.PRIVATE && !flow.generic();
    return new FlowPlan(
        flow,
        skeleton,
        nameable ? flow.source() : ClassName.OBJECT,
        flow.generated("Atoms"),
        flow.generated("Flow"),
        atoms,
        deciders,
        retries,
        subflows,
        own.symbols(),
        flow.flow() == null ? List.of() : values.inputs(),
        flow.flow() == null ? List.of() : values.outputs(),
        List.copyOf(wiring.links()));
  }
}
