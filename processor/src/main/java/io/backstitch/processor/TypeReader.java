package io.backstitch.processor;

import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads types of one class, and answers questions about those that it has read. */
final class TypeReader implements TypeOracle {

  private static final String COLLECTION = "java.util.Collection";

  private final Types types;
  private final Elements elements;
  private final String packageName;
  private final Map<TypeName, TypeMirror> known = new HashMap<>();

  TypeReader(Types types, Elements elements, TypeElement type) {
    this.types = types;
    this.elements = elements;
    this.packageName = elements.getPackageOf(type).getQualifiedName().toString();
  }

  TypeRef read(TypeMirror type) {
    TypeName name = TypeName.get(type);
    known.putIfAbsent(name, type);
    Traits traits = new Traits();
    collect(type, traits);
    return new TypeRef(name, traits.raw, traits.open, traits.hidden, traits.deprecated);
  }

  /** What a value is without its {@code Optional}, with what is to be said of the whole type. */
  TypeRef readInside(TypeMirror type) {
    TypeMirror inside = insideOptional(type);
    TypeRef whole = read(type);
    return inside == null
        ? whole
        : new TypeRef(
            read(inside).name(), whole.raw(), whole.open(), whole.hidden(), whole.deprecated());
  }

  /** What the compiler calls a type that was read, or the wrapper or the primitive for it. */
  TypeMirror mirror(TypeName name) {
    TypeMirror read = known.get(name);
    if (read != null) {
      return read;
    }
    return name.isPrimitive()
        ? types.unboxedType(mirror(name.box()))
        : elements.getTypeElement(name.toString()).asType();
  }

  @Override
  public boolean assignable(TypeRef from, TypeRef to) {
    TypeMirror source = known.get(from.name());
    TypeMirror target = known.get(to.name());
    // What this reader has not read, it cannot judge.
    return source == null || target == null || types.isAssignable(box(source), box(target));
  }

  @Override
  public @Nullable String unstorable(TypeRef type) {
    TypeMirror known = this.known.get(type.name());
    return known == null ? null : new Unstorable(types, elements).in(known);
  }

  /** What an {@code Optional} is of, or null for any other type. */
  @Nullable TypeMirror insideOptional(TypeMirror type) {
    if (!isA(type, "java.util.Optional")) {
      return null;
    }
    List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
    if (arguments.isEmpty()) {
      return object();
    }
    if (!(arguments.get(0) instanceof WildcardType wildcard)) {
      return arguments.get(0);
    }
    TypeMirror bound = wildcard.getExtendsBound();
    return bound != null ? bound : object();
  }

  /** Whether a type is exactly this class, whatever its arguments. */
  boolean isA(TypeMirror type, String qualifiedName) {
    return type.getKind() == TypeKind.DECLARED
        && ((TypeElement) ((DeclaredType) type).asElement())
            .getQualifiedName()
            .contentEquals(qualifiedName);
  }

  /** A type as the given class or interface sees it, with its arguments, or null. */
  @Nullable DeclaredType as(TypeMirror type, String qualifiedName) {
    if (type.getKind() != TypeKind.DECLARED) {
      return null;
    }
    if (isA(type, qualifiedName)) {
      return (DeclaredType) type;
    }
    for (TypeMirror parent : types.directSupertypes(type)) {
      DeclaredType found = as(parent, qualifiedName);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  TypeName erased(TypeMirror type) {
    return TypeName.get(types.erasure(type));
  }

  /** The type of a component as a use of its record sees it. */
  TypeMirror memberType(DeclaredType owner, RecordComponentElement component) {
    return hasWildcards(owner)
        ? upward(owner).value(component.getAccessor().getReturnType())
        : ((ExecutableType) types.asMemberOf(owner, component.getAccessor())).getReturnType();
  }

  /** An argument of a type as the given class sees it, or Object where there is none. */
  TypeMirror argument(TypeMirror type, String qualifiedName, int index) {
    DeclaredType seen =
        type instanceof DeclaredType declared ? seen(declared, qualifiedName) : null;
    if (seen == null || seen.getTypeArguments().size() <= index) {
      return object();
    }
    TypeMirror argument = seen.getTypeArguments().get(index);
    return argument.getKind() == TypeKind.WILDCARD ? upward(seen).value(argument) : argument;
  }

  /** What a collection or an array holds, or null for any other type. */
  @Nullable TypeRef element(TypeRef whole) {
    TypeMirror type = known.get(whole.name());
    if (type instanceof ArrayType array) {
      return read(box(array.getComponentType()));
    }
    return type == null || as(type, COLLECTION) == null
        ? null
        : read(argument(type, COLLECTION, 0));
  }

  /** A collection of values of a type, or of any subtype. */
  TypeRef collection(TypeRef element, boolean orSubtype) {
    TypeMirror type = box(Objects.requireNonNull(known.get(element.name())));
    TypeElement collection = elements.getTypeElement(COLLECTION);
    boolean any = types.isSameType(type, object());
    return read(
        orSubtype
            ? types.getDeclaredType(collection, types.getWildcardType(any ? null : type, null))
            : types.getDeclaredType(collection, type));
  }

  /** As {@link #as}, but with wildcards that stand for what a class makes of its own. */
  private @Nullable DeclaredType seen(DeclaredType type, String qualifiedName) {
    if (!hasWildcards(type) || isA(type, qualifiedName)) {
      return as(type, qualifiedName);
    }
    TypeElement element = (TypeElement) type.asElement();
    for (TypeMirror parent : types.directSupertypes(element.asType())) {
      if (parent instanceof DeclaredType declared) {
        DeclaredType found = seen((DeclaredType) upward(type).value(declared), qualifiedName);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private boolean hasWildcards(DeclaredType type) {
    return !read(type).open()
        && type.getTypeArguments().stream().anyMatch(t -> t.getKind() == TypeKind.WILDCARD);
  }

  private Upward upward(DeclaredType owner) {
    return new Upward(types, object(), owner);
  }

  TypeMirror object() {
    return elements.getTypeElement("java.lang.Object").asType();
  }

  static boolean isNullable(AnnotatedConstruct... marked) {
    for (AnnotatedConstruct one : marked) {
      if (one.getAnnotationMirrors().stream()
          .anyMatch(
              a -> a.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"))) {
        return true;
      }
    }
    return false;
  }

  static Deprecation deprecation(Element element) {
    Deprecation found = Deprecation.NONE;
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      Deprecated mark = e.getAnnotation(Deprecated.class);
      if (mark != null) {
        found = found.and(mark.forRemoval() ? Deprecation.FOR_REMOVAL : Deprecation.DEPRECATED);
      }
    }
    return found;
  }

  private TypeMirror box(TypeMirror type) {
    return type.getKind().isPrimitive()
        ? types.boxedClass(types.getPrimitiveType(type.getKind())).asType()
        : type;
  }

  private static final class Traits {
    boolean raw;
    boolean open;
    boolean hidden;
    Deprecation deprecated = Deprecation.NONE;
  }

  private void collect(TypeMirror type, Traits traits) {
    switch (type.getKind()) {
      case DECLARED -> {
        DeclaredType declared = (DeclaredType) type;
        TypeElement element = (TypeElement) declared.asElement();
        traits.raw |=
            declared.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty();
        traits.hidden |= isHidden(element);
        traits.deprecated = traits.deprecated.and(deprecation(element));
        declared.getTypeArguments().forEach(argument -> collect(argument, traits));
        if (declared.getEnclosingType().getKind() == TypeKind.DECLARED) {
          ((DeclaredType) declared.getEnclosingType())
              .getTypeArguments()
              .forEach(argument -> collect(argument, traits));
        }
      }
      case ARRAY -> collect(((ArrayType) type).getComponentType(), traits);
      case ERROR -> traits.hidden = true;
      case TYPEVAR -> traits.open = true;
      case WILDCARD -> {
        WildcardType wildcard = (WildcardType) type;
        List<TypeMirror> bounds = new ArrayList<>();
        if (wildcard.getExtendsBound() != null) {
          bounds.add(wildcard.getExtendsBound());
        }
        if (wildcard.getSuperBound() != null) {
          bounds.add(wildcard.getSuperBound());
        }
        bounds.forEach(bound -> collect(bound, traits));
      }
      default -> {}
    }
  }

  private boolean isHidden(TypeElement element) {
    boolean here = elements.getPackageOf(element).getQualifiedName().contentEquals(packageName);
    for (Element e = element; e instanceof TypeElement; e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)
          || (!here && !e.getModifiers().contains(Modifier.PUBLIC))) {
        return true;
      }
    }
    return false;
  }
}
