package io.backstitch.processor;

import com.palantir.javapoet.TypeName;

/**
 * A type in a signature, free of the compiler's own objects.
 *
 * @param name the type as declared, without annotations
 * @param raw whether a generic class is used without arguments somewhere in it
 * @param open whether it mentions a type variable
 * @param hidden whether it mentions a type that generated code in the package cannot name
 * @param deprecated how it is deprecated, if it is
 */
record TypeRef(TypeName name, boolean raw, boolean open, boolean hidden, Deprecation deprecated) {

  /** The type of the values: a wrapper in place of a primitive. */
  TypeName boxed() {
    return name.box();
  }

  boolean isPrimitive() {
    return name.isPrimitive() && !name.equals(TypeName.VOID);
  }

  /** The type as a message shows it: without packages. */
  @Override
  public String toString() {
    return name.toString().replaceAll("(?:\\p{Ll}[\\p{Alnum}_]*\\.)+(?=\\p{Lu})", "");
  }
}
