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
  private final List<Report> reports;

  ProvidesReader(Locator locator, TypeReader types, List<Report> reports) {
    this.locator = locator;
    this.types = types;
    this.reports = reports;
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
          PartsKind.UNKNOWN, named(marked, provides, types.read(types.object()), false, false));
    }
    TypeMirror inside = types.insideOptional(declared);
    TypeMirror whole = inside == null ? declared : inside;
    if (Mirrors.flag(provides, "unpack")) {
      At at = locator.at(marked, provides, Mirrors.value(provides, "unpack"));
      if (!Mirrors.items(provides, "value").isEmpty()) {
        reports.add(
            Report.error(
                Kind.BAD_PROVIDES,
                at,
                "@Provides names symbols, and also unpacks a record, whose components have names"
                    + " of their own. Take the names out, or unpack"));
      }
      return unpack(at, whole, result.optional());
    }
    if (Mirrors.items(provides, "value").size() <= 1) {
      return new Read(
          PartsKind.WHOLE, named(marked, provides, result.type(), result.optional(), false));
    }
    PartsKind kind = kind(whole);
    TypeMirror part = part(kind, whole);
    boolean wrapped = types.insideOptional(part) != null;
    boolean optional = result.optional() || wrapped || TypeReader.isNullable(part);
    return new Read(kind, named(marked, provides, types.readInside(part), optional, wrapped));
  }

  private List<ProvidedModel> named(
      Element marked, AnnotationMirror provides, TypeRef type, boolean optional, boolean wrapped) {
    List<ProvidedModel> provided = new ArrayList<>();
    for (AnnotationValue name : Mirrors.items(provides, "value")) {
      At at = locator.at(marked, provides, name);
      provided.add(new ProvidedModel(at, name.getValue().toString(), type, optional, wrapped));
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
      case LIST -> types.argument(whole, "java.util.List", 0);
      case MAP -> types.argument(whole, "java.util.Map", 1);
      default -> types.object();
    };
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
      boolean wrapped = types.insideOptional(type) != null;
      boolean absent =
          optional
              || wrapped
              || TypeReader.isNullable(component, component.asType(), component.getAccessor());
      provided.add(
          new ProvidedModel(
              at,
              component.getSimpleName().toString(),
              types.readInside(type).deprecated(TypeReader.deprecation(component.getAccessor())),
              absent,
              wrapped));
    }
    return new Read(PartsKind.RECORD, provided);
  }
}
