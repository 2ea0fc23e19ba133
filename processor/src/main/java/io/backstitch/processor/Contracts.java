package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Tells what flows take and provide. Of those in this compilation the sources say so, since nothing
 * may be generated for them yet; of all others, what was generated when they were compiled.
 */
final class Contracts {

  private static final int FORMAT = FlowWriter.CONTRACT_FORMAT;

  private final ProcessingEnvironment environment;
  private final Elements elements;
  private final Sources sources;
  private final Readings readings;

  Contracts(ProcessingEnvironment environment, Sources sources, Readings readings) {
    this.environment = environment;
    this.elements = environment.getElementUtils();
    this.sources = sources;
    this.readings = readings;
  }

  /** The class that is generated for a flow. */
  static ClassName generated(TypeElement type) {
    ClassName name = ClassName.get(type);
    return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + "Flow");
  }

  Contract of(TypeElement type) {
    return sources.contain(type) ? fromSource(type) : fromClassFile(type);
  }

  private Contract fromSource(TypeElement type) {
    if (!Mirrors.has(type, "Flow") && !new LostAnnotations(environment).isFlow(type)) {
      return Contract.refused(noFlow(type) + hint(type, "put @Flow on it"));
    }
    Reading reading =
        Unfinished.in(type, environment, sources).isEmpty()
            ? readings.of(type)
            : readings.unchecked(type);
    if (reading == null) {
      return Contract.unknown();
    }
    FlowPlan plan = FlowPlan.of(reading.flow(), reading.wiring(), reading.isBroken());
    List<Contract.Part> inputs = parts(plan.inputs(), reading.types());
    List<Contract.Part> outputs = parts(plan.outputs(), reading.types());
    return reading.isBroken() ? Contract.uncertain(inputs, outputs) : Contract.of(inputs, outputs);
  }

  private static List<Contract.Part> parts(List<FlowPlan.Value> values, TypeReader types) {
    return values.stream()
        .map(v -> new Contract.Part(v.name(), types.mirror(v.type()), v.optional()))
        .toList();
  }

  private Contract fromClassFile(TypeElement type) {
    ClassName name = generated(type);
    TypeElement flow = find(type, name.canonicalName());
    AnnotationMirror contract = flow == null ? null : Mirrors.find(flow, "FlowContract");
    if (flow == null || contract == null) {
      return Contract.refused(
          noFlow(type)
              + ": there is no "
              + name.simpleName()
              + " beside its class file"
              + hint(type, "put @Flow on it and compile it with the processor"));
    }
    int format = Mirrors.number(contract, "format", 0);
    TypeElement inputs = record(flow, "Inputs");
    TypeElement outcome = record(flow, "Outcome");
    if (format != FORMAT || inputs == null || outcome == null) {
      return Contract.refused(
          name.simpleName()
              + (format != FORMAT
                  ? " has a contract of format "
                      + format
                      + ", but this processor reads format "
                      + FORMAT
                  : " lacks the record Inputs or Outcome")
              + ". Compile "
              + type.getSimpleName()
              + " and this class with processors of one version");
    }
    return Contract.of(
        parts(inputs, strings(contract, "optionalInputs")),
        parts(outcome, strings(contract, "optionalOutputs")));
  }

  private static @Nullable TypeElement record(TypeElement flow, String name) {
    return ElementFilter.typesIn(flow.getEnclosedElements()).stream()
        .filter(type -> type.getSimpleName().contentEquals(name))
        .findFirst()
        .orElse(null);
  }

  private static Set<String> strings(AnnotationMirror contract, String member) {
    return Mirrors.items(contract, member).stream()
        .map(item -> item.getValue().toString())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<Contract.Part> parts(TypeElement record, Set<String> optional) {
    return record.getRecordComponents().stream()
        .map(
            component -> {
              String name = component.getSimpleName().toString();
              return new Contract.Part(name, component.asType(), optional.contains(name));
            })
        .toList();
  }

  private @Nullable TypeElement find(TypeElement beside, String name) {
    ModuleElement module = elements.getModuleOf(beside);
    return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
  }

  private static String noFlow(TypeElement type) {
    return type.getSimpleName() + " is no @Flow class";
  }

  /** What to do, where somebody may have meant another class. */
  private static String hint(TypeElement type, String otherwise) {
    if (Mirrors.has(type, "FlowContract")) {
      return ". Write the class that it is generated from";
    }
    for (TypeMirror parent = type.getSuperclass();
        parent instanceof DeclaredType declared && declared.asElement() instanceof TypeElement base;
        parent = base.getSuperclass()) {
      if (Mirrors.has(base, "Flow")) {
        return ", although its superclass "
            + base.getSimpleName()
            + " is one. Write that, or "
            + otherwise;
      }
    }
    return ". Write the class of a flow, or " + otherwise;
  }
}
