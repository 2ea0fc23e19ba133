package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be generated for a class: names and order, nothing left to decide.
 *
 * @param flow the class
 * @param skeleton whether the class has errors, so that only its surface is wanted
 * @param holder the type of the object whose methods are called
 * @param atomsName the class of the atoms
 * @param flowName the class of the flow
 * @param atoms the atoms, in source order
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
    ClassName atomsName = flow.generated("Atoms");
    List<AtomPlan> atoms = atoms(flow, atomsName);
    Values values = new Values(wiring, atoms, skeleton);
    boolean nameable = flow.access() != FlowModel.Access.PRIVATE && !flow.generic();
    return new FlowPlan(
        flow,
        skeleton,
        nameable ? flow.source() : ClassName.OBJECT,
        atomsName,
        flow.generated("Flow"),
        atoms,
        flow.flow() == null ? List.of() : values.inputs(),
        flow.flow() == null ? List.of() : values.outputs(),
        List.copyOf(wiring.links()));
  }

  private static List<AtomPlan> atoms(FlowModel flow, ClassName atomsName) {
    NameAllocator factories = new NameAllocator();
    Set<String> types = new HashSet<>();
    List<AtomPlan> atoms = new ArrayList<>();
    for (TaskModel task : flow.tasks()) {
      if (flow.flow() == null && task.method().access() == MethodModel.Access.ABSTRACT) {
        continue; // The atom belongs to the class that implements it.
      }
      String factory = factories.newName(task.method().name());
      String type = Words.capitalized(factory) + "Atom";
      // Some file systems take class files whose names differ in case for one.
      while (!types.add(type.toLowerCase(Locale.ROOT))) {
        type += "_";
      }
      atoms.add(
          AtomPlan.of(
              task, flow.revertOf(task), flow.source(), factory, atomsName.nestedClass(type)));
    }
    return atoms;
  }
}
