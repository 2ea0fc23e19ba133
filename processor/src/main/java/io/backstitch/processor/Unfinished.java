package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Finds what a class mentions, but nobody has written yet; another processor may be about to. */
final class Unfinished {

  /**
   * Something that is missing.
   *
   * @param element what mentions it
   * @param name what it is called there; for a constant, nothing that makes sense
   * @param bySignature whether it is only a type in the signature of a method here, so that it is
   *     clear which tasks there are and what they are called
   */
  record Mention(Element element, String name, boolean bySignature) {

    Mention(Element element, String name) {
      this(element, name, false);
    }
  }

  /** What a compiler gives as the value of a constant that it cannot find. */
  private static final String ERROR = "<error>";

  private final ProcessingEnvironment environment;
  private final Elements elements;
  private final Types types;
  private final Sources sources;
  private final LostAnnotations lost;
  private final Set<Mention> missing = new LinkedHashSet<>();
  private final Set<TypeElement> seen;

  private Unfinished(ProcessingEnvironment environment, Sources sources, Set<TypeElement> seen) {
    this.environment = environment;
    this.seen = seen;
    this.elements = environment.getElementUtils();
    this.types = environment.getTypeUtils();
    this.sources = sources;
    this.lost = new LostAnnotations(environment);
  }

  /**
   * All that is missing; what is no class was meant to be a constant. What a sub-flow is missing,
   * its field mentions.
   */
  static List<Mention> in(TypeElement type, ProcessingEnvironment environment, Sources sources) {
    return in(type, environment, sources, new HashSet<>());
  }

  private static List<Mention> in(
      TypeElement type, ProcessingEnvironment environment, Sources sources, Set<TypeElement> seen) {
    seen.add(type);
    Unfinished found = new Unfinished(environment, sources, seen);
    found.lookAt(type);
    found.lookAtValues(type);
    found.lookAtSubflows(type);
    return List.copyOf(found.missing);
  }

  private void lookAtSubflows(TypeElement type) {
    for (VariableElement field : SubflowFields.of(type, elements)) {
      lookAtValues(field);
      lookAt(field, field.asType());
      TypeElement nested = SelfNesting.nested(type, field, types);
      if (nested != null && sources.contain(nested) && !seen.contains(nested)) {
        in(nested, environment, sources, seen)
            .forEach(mention -> missing.add(new Mention(field, mention.name())));
      }
    }
  }

  private void lookAt(TypeElement type) {
    for (TypeMirror parent : types.directSupertypes(type.asType())) {
      if (sources.contain(type)) {
        lookAt(type, parent);
      }
      if (parent instanceof DeclaredType declared
          && declared.asElement() instanceof TypeElement element
          && !element.getQualifiedName().contentEquals("java.lang.Object")) {
        lookAt(element);
      }
    }
    if (sources.contain(type)) {
      for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        lost.on(method).forEach(name -> missing.add(new Mention(method, name)));
      }
      lookAtLost(type);
      ElementFilter.fieldsIn(type.getEnclosedElements()).forEach(this::lookAtLost);
    }
    for (MethodChains.Chain chain : MethodChains.of(type, types, elements)) {
      for (ExecutableElement method : chain.links()) {
        lookAtValues(method);
        method.getParameters().forEach(this::lookAtValues);
      }
      lookAt(chain);
    }
  }

  private void lookAtLost(Element element) {
    lost.ofOurs(element).forEach(name -> missing.add(new Mention(element, name)));
  }

  private void lookAt(MethodChains.Chain chain) {
    ExecutableElement method = chain.method();
    boolean here = sources.contain(method);
    lookAt(method, method.getReturnType(), here);
    for (VariableElement parameter : method.getParameters()) {
      lookAt(parameter, parameter.asType(), here);
    }
    ExecutableElement providing = chain.withAnnotation("Provides");
    if (providing != null && Mirrors.flag(Mirrors.find(providing, "Provides"), "unpack")) {
      lookAtComponents(method.getReturnType());
    }
  }

  private void lookAtComponents(TypeMirror type) {
    if (type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element) {
      for (RecordComponentElement component : element.getRecordComponents()) {
        lookAt(component, component.asType());
      }
      if (element.getQualifiedName().contentEquals("java.util.Optional")) {
        declared.getTypeArguments().forEach(this::lookAtComponents);
      }
    }
  }

  private void lookAtValues(Element element) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (Mirrors.isOurs(mirror)) {
        mirror.getElementValues().values().forEach(value -> lookAt(element, value));
      }
    }
  }

  private void lookAt(Element element, AnnotationValue value) {
    if (value.getValue() instanceof List<?> items) {
      items.forEach(item -> lookAt(element, (AnnotationValue) item));
    } else if (value.toString().equals(ERROR)) {
      missing.add(new Mention(element, ERROR));
    }
  }

  private void lookAt(Element element, TypeMirror type) {
    lookAt(element, type, false);
  }

  private void lookAt(Element element, TypeMirror type, boolean bySignature) {
    if (type.getKind() == TypeKind.ERROR) {
      missing.add(new Mention(element, type.toString(), bySignature));
    } else if (type instanceof ArrayType array) {
      lookAt(element, array.getComponentType(), bySignature);
    } else if (type instanceof DeclaredType declared) {
      new ArrayList<>(declared.getTypeArguments())
          .forEach(argument -> lookAt(element, argument, bySignature));
    } else if (type instanceof WildcardType wildcard) {
      if (wildcard.getExtendsBound() != null) {
        lookAt(element, wildcard.getExtendsBound(), bySignature);
      }
      if (wildcard.getSuperBound() != null) {
        lookAt(element, wildcard.getSuperBound(), bySignature);
      }
    }
  }
}
