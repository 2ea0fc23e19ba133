package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.NameAllocator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Gives names to what is generated for one class: methods and classes in {@code XxxAtoms}. */
final class PlanNames {

  private final FlowModel flow;
  private final ClassName atomsName;
  private final NameAllocator factories = new NameAllocator();
  private final Set<String> types = new HashSet<>();
  private final List<AtomPlan> atoms = new ArrayList<>();
  private final List<DeciderPlan> deciders = new ArrayList<>();
  private final List<RetryPlan> retries = new ArrayList<>();

  PlanNames(FlowModel flow) {
    this.flow = flow;
    this.atomsName = flow.generated("Atoms");
    if (flow.source().packageName().isEmpty()) {
      // What has no package has no longer name with which to be told from a class of ours.
      Stream.concat(Stream.of(flow.source()), FlowTypes.of(flow).stream().map(TypeRef::name))
          .flatMap(ClassNames::in)
          .forEach(name -> types.add(name.simpleName().toLowerCase(Locale.ROOT)));
    }
    // A name that is there twice goes to the task.
    flow.tasks().stream().filter(task -> isPlanned(task.method())).forEach(this::add);
    flow.deciders().stream().filter(decider -> isPlanned(decider.method())).forEach(this::add);
    RetryModel ofFlow = flow.retry();
    if (ofFlow != null && flow.flow() != null) {
      retries.add(plan(ofFlow, "flowRetry", 0));
    }
    for (AtomPlan atom : List.copyOf(atoms)) {
      RetryModel retry = flow.retryOf(atom.task());
      if (retry != null) {
        retries.add(plan(retry, atom.task().method().name() + "Retry", atom.task().priority()));
      }
    }
    if (flow.flow() != null) {
      flow.subflows().forEach(this::addRetry);
    }
  }

  List<AtomPlan> atoms() {
    return atoms;
  }

  List<DeciderPlan> deciders() {
    return deciders;
  }

  List<RetryPlan> retries() {
    return retries;
  }

  /** The atom of a method without a body belongs to the class that implements it. */
  private boolean isPlanned(MethodModel method) {
    return flow.flow() != null || method.access() != MethodModel.Access.ABSTRACT;
  }

  private void add(TaskModel task) {
    String factory = factories.newName(task.method().name());
    atoms.add(
        AtomPlan.of(task, flow.revertOf(task), flow.source(), factory, type(factory, "Atom")));
  }

  private void add(DeciderModel decider) {
    String factory = factories.newName(decider.method().name());
    deciders.add(DeciderPlan.of(decider, flow.source(), factory, type(factory, "Decider")));
  }

  private void addRetry(SubflowModel subflow) {
    RetryModel retry = flow.retryOf(subflow);
    if (retry != null) {
      retries.add(plan(retry, subflow.field().name() + "Retry", 0));
    }
  }

  private RetryPlan plan(RetryModel retry, String name, int priority) {
    String factory = factories.newName(name);
    return RetryPlan.of(retry, priority, flow.source(), factory, type(factory, ""));
  }

  private ClassName type(String factory, String suffix) {
    String type = Words.capitalized(factory) + suffix;
    // Some file systems take class files whose names differ in case for one.
    while (!types.add(type.toLowerCase(Locale.ROOT))) {
      type += "_";
    }
    return atomsName.nestedClass(type);
  }
}
