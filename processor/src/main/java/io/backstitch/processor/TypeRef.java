package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.TypeName;
import java.util.regex.Pattern;

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

  private static final Pattern PACKAGES =
      Pattern.compile("(?<![\\w$.])(?:\\p{Ll}\\w*\\.)+(?=\\p{Lu})");

  TypeRef deprecated(Deprecation also) {
    return new TypeRef(name, raw, open, hidden, deprecated.and(also));
  }

  /** The type of the values: a wrapper in place of a primitive. */
  TypeName boxed() {
    return name.box();
  }

  boolean isPrimitive() {
    return name.isPrimitive() && !name.equals(TypeName.VOID);
  }

  boolean isArray() {
    return name instanceof ArrayTypeName;
  }

  /** The type as a message shows it: without packages. */
  @Override
  public String toString() {
    return shown(name);
  }

  /** The type of the values as a message shows it: without packages, without primitives. */
  String shownBoxed() {
    return shown(boxed());
  }

  private static String shown(TypeName type) {
    return PACKAGES.matcher(type.toString()).replaceAll("");
  }
}
