package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
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
@SupportedAnnotationTypes({
  "io.backstitch.annotation.*",
  // These are on what is generated, where nobody else would claim them.
  "javax.annotation.processing.Generated",
  "org.jspecify.annotations.NullMarked"
})
@SupportedOptions({Extras.GRAPH, Extras.REPORT})
public final class FlowProcessor extends AbstractProcessor {

  /** Classes that wait for another round, by name: elements do not outlive their round. */
  private final Set<String> deferred = new LinkedHashSet<>();

  /** The names of all classes that somebody has written, or another processor. */
  private final Set<String> roots = new LinkedHashSet<>();

  /** The names of all classes that are generated here. */
  private final Set<String> written = new HashSet<>();

  /** What the options say, once they have been read. */
  private @Nullable Extras extras;

  /** Called by the compiler. */
  public FlowProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  @SuppressWarnings(
      "DoNotClaimAnnotations") // Claim says which, and what is wrong with claiming none.
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      roots.add(root.toString());
    }
    Messages messages = new Messages();
    Sources sources = new Sources(roots);
    Step step = new Step(processingEnv, extras(), sources, messages, written);
    Set<TypeElement> types = candidates(annotations, round);
    if (round.processingOver()) {
      finish(types, !round.errorRaised(), sources, step, messages);
    } else {
      process(types, step, messages);
    }
    messages.print(processingEnv.getMessager());
    return Claim.isDue(annotations, round, written);
  }

  private void process(Set<TypeElement> types, Step step, Messages messages) {
    List<TypeElement> unfinished = new ArrayList<>();
    for (TypeElement type : types) {
      if (!step.process(type).isEmpty()) {
        unfinished.add(type);
      }
    }
    if (messages.hasErrors()) {
      // The next round is the last, and draws a warning for each class that is written then.
      unfinished.forEach(type -> step.giveUp(type, name -> true));
    } else {
      unfinished.forEach(type -> deferred.add(type.getQualifiedName().toString()));
    }
  }

  /** Ends with classes that are still waiting: nothing that they need can come any more. */
  private void finish(
      Set<TypeElement> types, boolean sound, Sources sources, Step step, Messages messages) {
    if (types.isEmpty()) {
      return;
    }
    // When somebody has found an error, all may still be well with what that kept from being.
    if (sound) {
      List<Leftovers.Leftover> unfinished =
          types.stream()
              .map(
                  type -> new Leftovers.Leftover(type, Unfinished.in(type, processingEnv, sources)))
              .filter(left -> !left.missing().isEmpty())
              .toList();
      new Leftovers(unfinished, sources).tell(messages);
    }
    Mentioned mentioned = Mentioned.in(sources, processingEnv);
    types.forEach(type -> step.giveUp(type, mentioned::contains));
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
      if (Claim.isOurs(annotation) && !annotation.getSimpleName().contentEquals("FlowContract")) {
        for (Element element : round.getElementsAnnotatedWith(annotation)) {
          types.add(Nesting.classAround(element));
        }
      }
    }
    return types;
  }
}
