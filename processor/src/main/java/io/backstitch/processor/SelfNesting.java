package io.backstitch.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Finds flows that are part of themselves. Only sources can be, as class files were sound once. */
final class SelfNesting {

  private final Types types;
  private final Elements elements;
  private final Sources sources;

  SelfNesting(Types types, Elements elements, Sources sources) {
    this.types = types;
    this.elements = elements;
    this.sources = sources;
  }

  /** The flow that a field nests, or null if its type is no class. */
  static @Nullable TypeElement nested(TypeElement owner, VariableElement field, Types types) {
    return types.asMemberOf((DeclaredType) owner.asType(), field) instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element
        ? element
        : null;
  }

  /** How a class comes to nest itself through one of its fields, the shortest way, or null. */
  @Nullable String path(TypeElement root, VariableElement field) {
    TypeElement first = nested(root, field, types);
    if (first == null) {
      return null;
    }
    Map<TypeElement, String> paths = new HashMap<>();
    paths.put(first, root.getSimpleName() + step(field, first));
    Deque<TypeElement> open = new ArrayDeque<>(paths.keySet());
    while (!open.isEmpty() && !paths.containsKey(root)) {
      TypeElement owner = open.remove();
      if (!sources.contain(owner)) {
        continue;
      }
      for (VariableElement next : SubflowFields.of(owner, elements)) {
        TypeElement type = nested(owner, next, types);
        if (type != null
            && Mirrors.has(next, "Subflow")
            && paths.putIfAbsent(type, paths.get(owner) + step(next, type)) == null) {
          open.add(type);
        }
      }
    }
    return paths.get(root);
  }

  private static String step(VariableElement field, TypeElement type) {
    return " -> " + field.getSimpleName() + " (" + type.getSimpleName() + ")";
  }
}
