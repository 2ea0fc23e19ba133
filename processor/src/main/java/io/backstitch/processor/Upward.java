package io.backstitch.processor;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Says what a member of {@code Pair<? extends Number>} gives: a type that can be written down, as
 * no name stands for what {@code ?} is. It is the smallest supertype without captured variables.
 */
final class Upward {

  private final Types types;
  private final TypeMirror object;
  private final Set<TypeMirror> within = Collections.newSetFromMap(new IdentityHashMap<>());

  Upward(Types types, TypeMirror object) {
    this.types = types;
    this.object = object;
  }

  /** The type of values; every variable in it must be a captured one. */
  TypeMirror value(TypeMirror type) {
    return switch (type.getKind()) {
      case TYPEVAR -> bound((TypeVariable) type);
      case INTERSECTION -> value(((IntersectionType) type).getBounds().get(0));
      case ARRAY -> array((ArrayType) type);
      case DECLARED -> declared((DeclaredType) type);
      default -> type;
    };
  }

  private TypeMirror bound(TypeVariable variable) {
    if (!within.add(variable)) {
      return object;
    }
    TypeMirror bound = value(variable.getUpperBound());
    within.remove(variable);
    return bound;
  }

  private TypeMirror array(ArrayType type) {
    TypeMirror component = value(type.getComponentType());
    return isUnchanged(component, type.getComponentType()) ? type : types.getArrayType(component);
  }

  private TypeMirror declared(DeclaredType type) {
    List<? extends TypeMirror> old = type.getTypeArguments();
    TypeMirror[] arguments = old.stream().map(this::argument).toArray(TypeMirror[]::new);
    // What does not change keeps its annotations.
    if (old.equals(List.of(arguments))) {
      return type;
    }
    TypeElement element = (TypeElement) type.asElement();
    return type.getEnclosingType() instanceof DeclaredType outer
        ? types.getDeclaredType(outer, element, arguments)
        : types.getDeclaredType(element, arguments);
  }

  private TypeMirror argument(TypeMirror type) {
    if (type instanceof WildcardType wildcard) {
      return wildcard(wildcard);
    }
    if (!(type instanceof TypeVariable variable)) {
      TypeMirror value = value(type);
      return isUnchanged(value, type) ? type : types.getWildcardType(value, null);
    }
    if (variable.getLowerBound().getKind() != TypeKind.NULL) {
      return types.getWildcardType(null, value(variable.getLowerBound()));
    }
    return types.getWildcardType(unlessObject(bound(variable)), null);
  }

  private TypeMirror wildcard(WildcardType type) {
    TypeMirror upper = type.getExtendsBound();
    TypeMirror lower = type.getSuperBound();
    if (upper != null) {
      TypeMirror bound = value(upper);
      return isUnchanged(bound, upper) ? type : types.getWildcardType(unlessObject(bound), null);
    }
    if (!(lower instanceof TypeVariable variable)) {
      return type;
    }
    // What is a supertype of an unknown type is one of its lower bound, if it has one.
    return variable.getLowerBound().getKind() == TypeKind.NULL
        ? types.getWildcardType(null, null)
        : types.getWildcardType(null, value(variable.getLowerBound()));
  }

  /** Types are asked for identity: an equal one may lack the annotations. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isUnchanged(TypeMirror now, TypeMirror before) {
    return now == before;
  }

  private @Nullable TypeMirror unlessObject(TypeMirror bound) {
    return types.isSameType(bound, object) ? null : bound;
  }
}
