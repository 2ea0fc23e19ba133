package io.backstitch.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Reads annotated classes, checks them, and writes the code that binds their arguments. */
@SupportedAnnotationTypes("io.backstitch.annotation.*")
@SupportedOptions({Extras.GRAPH, Extras.REPORT})
public final class FlowProcessor extends AbstractProcessor {

  /** Classes that wait for another round, by name: elements do not outlive their round. */
  private final Set<String> deferred = new LinkedHashSet<>();

  /** The names of all classes that somebody has written, or another processor. */
  private final Set<String> roots = new LinkedHashSet<>();

  /** What the options say, once they have been read. */
  private @Nullable Extras extras;

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
    Extras wanted = extras();
    Messages messages = new Messages();
    Sources sources = new Sources(roots);
    Step step = new Step(processingEnv, wanted, sources, messages);
    List<Leftovers.Leftover> unfinished = new ArrayList<>();
    for (TypeElement type : candidates(annotations, round)) {
      List<Unfinished.Mention> missing = step.process(type);
      if (!missing.isEmpty()) {
        unfinished.add(new Leftovers.Leftover(type, missing));
      }
    }
    if (round.processingOver()) {
      // When somebody has found an error, all may still be well with what that kept from being.
      if (!round.errorRaised()) {
        new Leftovers(unfinished, sources).tell(messages);
      }
      unfinished.forEach(leftover -> step.giveUp(leftover.type()));
    } else {
      unfinished.forEach(left -> deferred.add(left.type().getQualifiedName().toString()));
    }
    messages.print(processingEnv.getMessager());
    // Never claim an annotation: other processors may want to read it, too.
    return false;
  }

  /** Says what is wrong with the options, once, and only where there is anything of ours. */
  private Extras extras() {
    Extras read = extras;
    if (read == null) {
      read = Extras.of(processingEnv.getOptions());
      extras = read;
      for (String fault : read.faults()) {
        processingEnv
            .getMessager()
            .printMessage(Diagnostic.Kind.ERROR, "[" + Kind.BAD_OPTION.tag() + "] " + fault);
      }
    }
    return read;
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
