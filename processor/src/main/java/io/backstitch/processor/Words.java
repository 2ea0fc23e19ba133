package io.backstitch.processor;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Turns names into other names. */
final class Words {

  /** What a record component cannot be called, although it is an identifier. */
  private static final Set<String> NO_COMPONENTS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private Words() {}

  /** {@code GameUpgrade} becomes {@code game-upgrade}, {@code HTTPCheck} {@code http-check}. */
  static String kebabCase(String name) {
    return separated(name, "-").toLowerCase(Locale.ROOT);
  }

  /**
   * {@code diskSize} becomes {@code DISK_SIZE}; what no identifier may contain becomes an
   * underscore.
   */
  static String constant(String name) {
    String upper = separated(name, "_").toUpperCase(Locale.ROOT);
    String legal = upper.replaceAll("[^\\p{Alnum}_$]", "_");
    return legal.isEmpty() || !Character.isJavaIdentifierStart(legal.charAt(0)) || legal.equals("_")
        ? "_" + legal
        : legal;
  }

  static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** {@code an int[]}, {@code a String}. */
  static String withArticle(String noun) {
    return ("AEIOUaeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
  }

  static boolean canNameComponent(String name) {
    return SourceVersion.isName(name, SourceVersion.RELEASE_17)
        && !name.contains(".")
        && !NO_COMPONENTS.contains(name);
  }

  private static String separated(String name, String separator) {
    return name.replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", separator)
        .replaceAll("(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", separator);
  }
}
