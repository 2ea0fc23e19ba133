package io.backstitch.flow;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value of one type can be passed as another, by the rules of the Java language for
 * classes and their type arguments.
 *
 * @param isLenient whether type arguments that are not told fit any, as in an unchecked conversion
 */
record Assignment(boolean isLenient) {

  boolean fits(Type to, Type from) {
    Type target = upper(to);
    Type value = upper(from);
    if (!raw(target).isAssignableFrom(raw(value))) {
      return false;
    }
    if (target instanceof ParameterizedType wanted) {
      return fitsArguments(wanted, value);
    }
    if (target instanceof GenericArrayType wanted) {
      return fits(wanted.getGenericComponentType(), component(value));
    }
    return true;
  }

  private boolean fitsArguments(ParameterizedType wanted, Type value) {
    Type[] given = argumentsOf(value, raw(wanted));
    if (given == null) {
      return isLenient;
    }
    Type[] arguments = wanted.getActualTypeArguments();
    for (int i = 0; i < arguments.length; i++) {
      if (!contains(arguments[i], given[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a type argument allows whatever another does. */
  private boolean contains(Type argument, Type other) {
    if (!(argument instanceof WildcardType wildcard)) {
      return isSame(argument, other);
    }
    Type[] lower = wildcard.getLowerBounds();
    if (lower.length > 0) {
      Type atLeast = other;
      if (other instanceof WildcardType wild) {
        if (wild.getLowerBounds().length == 0) {
          return false;
        }
        atLeast = wild.getLowerBounds()[0];
      }
      return fits(atLeast, lower[0]);
    }
    return fits(wildcard.getUpperBounds()[0], other);
  }

  private boolean isSame(Type one, Type other) {
    if (one.equals(other)) {
      return true;
    }
    if (one instanceof WildcardType || other instanceof WildcardType) {
      return one instanceof WildcardType
          && other instanceof WildcardType
          && contains(one, other)
          && contains(other, one);
    }
    return raw(one).equals(raw(other)) && fits(one, other) && fits(other, one);
  }

  /**
   * What the type parameters of a class or interface stand for in one of its subtypes; null if that
   * is not told.
   */
  private static Type @Nullable [] argumentsOf(Type subtype, Class<?> ancestor) {
    Map<TypeVariable<?>, Type> known = new HashMap<>();
    Set<Class<?>> seen = new HashSet<>();
    Deque<Type> open = new ArrayDeque<>();
    open.add(subtype);
    while (!open.isEmpty()) {
      Type next = open.remove();
      Class<?> raw = raw(next);
      if (!ancestor.isAssignableFrom(raw) || !seen.add(raw)) {
        continue;
      }
      TypeVariable<?>[] parameters = raw.getTypeParameters();
      if (next instanceof ParameterizedType parameterized) {
        Type[] arguments = parameterized.getActualTypeArguments();
        for (int i = 0; i < parameters.length; i++) {
          known.put(parameters[i], arguments[i]);
        }
      } else if (parameters.length > 0) {
        return null;
      }
      if (raw.equals(ancestor)) {
        return resolved(parameters, known);
      }
      open.addAll(Arrays.asList(raw.getGenericInterfaces()));
      if (raw.getGenericSuperclass() != null) {
        open.add(raw.getGenericSuperclass());
      }
    }
    return null;
  }

  private static Type @Nullable [] resolved(
      TypeVariable<?>[] parameters, Map<TypeVariable<?>, Type> known) {
    Type[] arguments = new Type[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      Type argument = known.get(parameters[i]);
      while (argument instanceof TypeVariable<?> variable) {
        argument = known.get(variable);
      }
      // A class that passes on List<T>, say, would need T to be replaced inside.
      if (argument == null || mentionsVariable(argument)) {
        return null;
      }
      arguments[i] = argument;
    }
    return arguments;
  }

  private static boolean mentionsVariable(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return Arrays.stream(parameterized.getActualTypeArguments())
          .anyMatch(Assignment::mentionsVariable);
    }
    if (type instanceof GenericArrayType array) {
      return mentionsVariable(array.getGenericComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return Arrays.stream(wildcard.getUpperBounds()).anyMatch(Assignment::mentionsVariable)
          || Arrays.stream(wildcard.getLowerBounds()).anyMatch(Assignment::mentionsVariable);
    }
    return type instanceof TypeVariable<?>;
  }

  private static Type upper(Type type) {
    return type instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : type;
  }

  private static Type component(Type array) {
    return array instanceof GenericArrayType generic
        ? generic.getGenericComponentType()
        : Objects.requireNonNull(((Class<?>) array).getComponentType());
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    if (type instanceof GenericArrayType array) {
      return raw(array.getGenericComponentType()).arrayType();
    }
    return type instanceof Class<?> known ? known : Object.class;
  }
}
