package io.backstitch.processor;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Finds classes that mention a type which another processor may be about to write. */
final class Unfinished {

  private Unfinished() {}

  static boolean mentionsMissing(TypeElement type, Elements elements, Types types) {
    for (TypeMirror parent : types.directSupertypes(type.asType())) {
      if (isMissing(parent)
          || (parent instanceof DeclaredType declared
              && declared.asElement() instanceof TypeElement element
              && !element.getQualifiedName().contentEquals("java.lang.Object")
              && mentionsMissing(element, elements, types))) {
        return true;
      }
    }
    for (MethodChains.Chain chain : MethodChains.of(type, elements)) {
      ExecutableElement method = chain.method();
      if (isMissing(method.getReturnType())
          || method.getParameters().stream()
              .map(VariableElement::asType)
              .anyMatch(Unfinished::isMissing)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMissing(TypeMirror type) {
    if (type.getKind() == TypeKind.ERROR) {
      return true;
    }
    if (type instanceof ArrayType array) {
      return isMissing(array.getComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return (wildcard.getExtendsBound() != null && isMissing(wildcard.getExtendsBound()))
          || (wildcard.getSuperBound() != null && isMissing(wildcard.getSuperBound()));
    }
    return type instanceof DeclaredType declared && isAnyMissing(declared.getTypeArguments());
  }

  private static boolean isAnyMissing(List<? extends TypeMirror> types) {
    return types.stream().anyMatch(Unfinished::isMissing);
  }
}
