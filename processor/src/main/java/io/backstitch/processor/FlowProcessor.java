package io.backstitch.processor;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Reads annotated classes, checks them, and writes the code that binds their arguments. */
@SupportedAnnotationTypes("io.backstitch.annotation.*")
public final class FlowProcessor extends AbstractProcessor {

  /** Classes that wait for another round, by name: elements do not outlive their round. */
  private final Set<String> deferred = new LinkedHashSet<>();

  /** The names of all classes that somebody has written, or another processor. */
  private final Set<String> roots = new LinkedHashSet<>();

  /** Called by the compiler. */
  public FlowProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      roots.add(root.toString());
    }
    // What is still deferred in the last round mentions a type that nobody wrote: the compiler
    // says so.
    if (!round.processingOver()) {
      Step step = new Step(processingEnv, roots);
      for (TypeElement type : candidates(annotations, round)) {
        if (!step.process(type)) {
          deferred.add(type.getQualifiedName().toString());
        }
      }
    }
    // Never claim an annotation: other processors may want to read it, too.
    return false;
  }

  private Set<TypeElement> candidates(
      Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Set<TypeElement> types = new LinkedHashSet<>();
    for (String name : deferred) {
      types.add(processingEnv.getElementUtils().getTypeElement(name));
    }
    deferred.clear();
    for (TypeElement annotation : annotations) {
      if (!annotation.getSimpleName().contentEquals("FlowContract")) {
        for (Element element : round.getElementsAnnotatedWith(annotation)) {
          types.add(Nesting.classAround(element));
        }
      }
    }
    return types;
  }
}
