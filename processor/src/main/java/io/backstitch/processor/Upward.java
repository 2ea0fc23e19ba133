package io.backstitch.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
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
 * no name stands for what {@code ?} is. It is the smallest supertype that needs none. Capturing the
 * wildcards first would be simpler, but not every compiler can do that for a processor.
 */
final class Upward {

  private final Types types;
  private final TypeMirror object;
  private final Map<Element, TypeMirror> arguments = new HashMap<>();
  private final Set<Element> within = new HashSet<>();

  /**
   * Looks at members of a type.
   *
   * @param owner the type, with an argument for each parameter of its class
   */
  Upward(Types types, TypeMirror object, DeclaredType owner) {
    this.types = types;
    this.object = object;
    TypeElement element = (TypeElement) owner.asElement();
    for (int i = 0; i < owner.getTypeArguments().size(); i++) {
      arguments.put(element.getTypeParameters().get(i), owner.getTypeArguments().get(i));
    }
  }

  /**
   * The type of values.
   *
   * @param type as it is declared in the class
   */
  TypeMirror value(TypeMirror type) {
    return switch (type.getKind()) {
      case TYPEVAR -> value((TypeVariable) type);
      case WILDCARD -> upper((WildcardType) type, object);
      case INTERSECTION -> value(((IntersectionType) type).getBounds().get(0));
      case ARRAY -> array((ArrayType) type);
      case DECLARED -> declared((DeclaredType) type);
      default -> type;
    };
  }

  private TypeMirror value(TypeVariable variable) {
    TypeMirror argument = arguments.get(variable.asElement());
    if (argument instanceof WildcardType wildcard) {
      return upper(wildcard, bound(variable));
    }
    return argument == null ? variable : argument;
  }

  /** What the class says of a type variable, however that is bound by itself. */
  private TypeMirror bound(TypeVariable variable) {
    if (!within.add(variable.asElement())) {
      return object;
    }
    TypeMirror bound = value(variable.getUpperBound());
    within.remove(variable.asElement());
    return bound;
  }

  /** What a wildcard is at least, which may be more than it says itself. */
  private TypeMirror upper(WildcardType wildcard, TypeMirror bound) {
    TypeMirror own = wildcard.getExtendsBound();
    boolean isEnough = own != null && types.isSubtype(types.erasure(own), types.erasure(bound));
    return isEnough ? own : bound;
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

  /**
   * What a type is as an argument of another.
   *
   * @param type as it is declared in the class
   */
  TypeMirror argument(TypeMirror type) {
    if (type instanceof WildcardType wildcard) {
      return wildcard(wildcard);
    }
    if (isExact(type)) {
      return value(type);
    }
    if (type instanceof TypeVariable variable
        && arguments.get(variable.asElement()) instanceof WildcardType wildcard
        && wildcard.getSuperBound() != null) {
      return wildcard;
    }
    return types.getWildcardType(unlessObject(value(type)), null);
  }

  private TypeMirror wildcard(WildcardType type) {
    TypeMirror upper = type.getExtendsBound();
    TypeMirror lower = type.getSuperBound();
    if (upper != null) {
      TypeMirror bound = value(upper);
      return isUnchanged(bound, upper) ? type : types.getWildcardType(unlessObject(bound), null);
    }
    if (lower == null) {
      return type;
    }
    if (isExact(lower)) {
      TypeMirror bound = value(lower);
      return isUnchanged(bound, lower) ? type : types.getWildcardType(null, bound);
    }
    // What is a supertype of an unknown type is one of its lower bound, if it has one.
    TypeMirror below =
        lower instanceof TypeVariable variable
                && arguments.get(variable.asElement()) instanceof WildcardType wildcard
            ? wildcard.getSuperBound()
            : null;
    return types.getWildcardType(null, below);
  }

  /** Whether a type depends on no wildcard, so that it is known what it is. */
  private boolean isExact(TypeMirror type) {
    return switch (type.getKind()) {
      case TYPEVAR -> !(arguments.get(((TypeVariable) type).asElement()) instanceof WildcardType);
      case ARRAY -> isExact(((ArrayType) type).getComponentType());
      case DECLARED ->
          ((DeclaredType) type).getTypeArguments().stream().allMatch(this::isExactInside);
      default -> true;
    };
  }

  private boolean isExactInside(TypeMirror argument) {
    if (!(argument instanceof WildcardType wildcard)) {
      return isExact(argument);
    }
    return (wildcard.getExtendsBound() == null || isExact(wildcard.getExtendsBound()))
        && (wildcard.getSuperBound() == null || isExact(wildcard.getSuperBound()));
  }

  /** Types are asked for identity: an equal one may lack the annotations. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isUnchanged(TypeMirror now, TypeMirror before) {
    return now == before;
  }

  private @Nullable TypeMirror unlessObject(TypeMirror bound) {
    return bound.getKind() == TypeKind.DECLARED && types.isSameType(bound, object) ? null : bound;
  }
}
