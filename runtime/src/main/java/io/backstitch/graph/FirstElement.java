package io.backstitch.graph;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into collections and maps of the JDK for elements of a wrong class, which the class of the
 * whole does not tell. Only at the first element: what is given is mostly all of one class, and may
 * be large.
 */
final class FirstElement {

  private FirstElement() {}

  /**
   * Finds an element that does not fit.
   *
   * @param type the type as which the value is taken
   * @param value a value of its class
   * @return the class of an element that can't be there, or null
   */
  static @Nullable Class<?> classThatMisfits(Type type, Object value) {
    if (!(type instanceof ParameterizedType wanted)
        || !wanted.getRawType().getTypeName().startsWith("java.util.")) {
      return null;
    }
    Type[] arguments = wanted.getActualTypeArguments();
    if (value instanceof Collection<?> all && arguments.length == 1) {
      Iterator<?> elements = all.iterator();
      return elements.hasNext() ? misfit(arguments[0], elements.next()) : null;
    }
    if (value instanceof Map<?, ?> all && arguments.length == 2) {
      Iterator<? extends Map.Entry<?, ?>> entries = all.entrySet().iterator();
      if (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        Class<?> key = misfit(arguments[0], entry.getKey());
        return key != null ? key : misfit(arguments[1], entry.getValue());
      }
    }
    return null;
  }

  private static @Nullable Class<?> misfit(Type argument, @Nullable Object element) {
    Type type = argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    if (element == null) {
      return null;
    }
    Type raw = type instanceof ParameterizedType nested ? nested.getRawType() : type;
    if (raw instanceof Class<?> known && !known.isInstance(element)) {
      return element.getClass();
    }
    return classThatMisfits(type, element);
  }
}
