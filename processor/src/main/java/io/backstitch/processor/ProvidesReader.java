package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** Reads what a task provides. */
final class ProvidesReader {

  /**
   * What was read.
   *
   * @param parts how the symbols come from the result
   * @param provided the symbols
   */
  record Read(PartsKind parts, List<ProvidedModel> provided) {}

  private final Locator locator;
  private final TypeReader types;

  ProvidesReader(Locator locator, TypeReader types) {
    this.locator = locator;
    this.types = types;
  }

  Read read(
      @Nullable Element marked,
      @Nullable AnnotationMirror provides,
      @Nullable ResultModel result,
      TypeMirror declared) {
    if (marked == null || provides == null) {
      return new Read(PartsKind.WHOLE, List.of());
    }
    if (result == null || types.as(declared, "java.util.concurrent.CompletionStage") != null) {
      return new Read(
          PartsKind.UNKNOWN, named(marked, provides, types.read(types.object()), false));
    }
    TypeMirror inside = types.insideOptional(declared);
    TypeMirror whole = inside == null ? declared : inside;
    if (Mirrors.flag(provides, "unpack")) {
      At at = locator.at(marked, provides, Mirrors.value(provides, "unpack"));
      return unpack(at, whole, result.optional());
    }
    if (Mirrors.items(provides, "value").size() <= 1) {
      return new Read(PartsKind.WHOLE, named(marked, provides, result.type(), result.optional()));
    }
    PartsKind kind = kind(whole);
    TypeMirror part = part(kind, whole);
    boolean optional = result.optional() || TypeReader.isNullable(part);
    return new Read(kind, named(marked, provides, types.read(part), optional));
  }

  private List<ProvidedModel> named(
      Element marked, AnnotationMirror provides, TypeRef type, boolean optional) {
    List<ProvidedModel> provided = new ArrayList<>();
    for (AnnotationValue name : Mirrors.items(provides, "value")) {
      At at = locator.at(marked, provides, name);
      provided.add(new ProvidedModel(at, name.getValue().toString(), type, optional, false));
    }
    return provided;
  }

  private PartsKind kind(TypeMirror whole) {
    if (whole.getKind() == TypeKind.ARRAY) {
      return PartsKind.ARRAY;
    }
    if (types.as(whole, "java.util.List") != null) {
      return PartsKind.LIST;
    }
    DeclaredType map = types.as(whole, "java.util.Map");
    return map != null
            && (map.getTypeArguments().isEmpty()
                || types.isA(map.getTypeArguments().get(0), "java.lang.String"))
        ? PartsKind.MAP
        : PartsKind.NONE;
  }

  private TypeMirror part(PartsKind kind, TypeMirror whole) {
    return switch (kind) {
      case ARRAY -> ((ArrayType) whole).getComponentType();
      case LIST -> argument(types.as(whole, "java.util.List"), 0);
      case MAP -> argument(types.as(whole, "java.util.Map"), 1);
      default -> types.object();
    };
  }

  private TypeMirror argument(@Nullable DeclaredType type, int index) {
    if (type == null || type.getTypeArguments().size() <= index) {
      return types.object();
    }
    TypeMirror argument = type.getTypeArguments().get(index);
    if (argument instanceof WildcardType wildcard) {
      TypeMirror bound = wildcard.getExtendsBound();
      return bound == null ? types.object() : bound;
    }
    return argument;
  }

  private Read unpack(At at, TypeMirror whole, boolean optional) {
    if (!(whole instanceof DeclaredType declared)
        || declared.asElement().getKind() != ElementKind.RECORD) {
      return new Read(PartsKind.RECORD, List.of());
    }
    List<ProvidedModel> provided = new ArrayList<>();
    for (RecordComponentElement component :
        ((TypeElement) declared.asElement()).getRecordComponents()) {
      TypeMirror type = types.memberType(declared, component);
      TypeMirror inside = types.insideOptional(type);
      boolean absent =
          optional
              || inside != null
              || TypeReader.isNullable(component, component.asType(), component.getAccessor());
      provided.add(
          new ProvidedModel(
              at,
              component.getSimpleName().toString(),
              types.read(inside == null ? type : inside),
              absent,
              inside != null));
    }
    return new Read(PartsKind.RECORD, provided);
  }
}
