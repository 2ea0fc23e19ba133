package io.backstitch.flow;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The full type of a value, generics included, as the compiler saw it: what a codec needs to read a
 * stored value back without the database naming a class.
 *
 * <p>Built from its parts, {@code ValueType.of(List.class, ValueType.of(Player.class))}, so that no
 * reflection is needed to make one. Immutable; two types of the same parts are equal.
 *
 * @param <T> the type
 */
// T is what makes a Symbol typed, though nothing here reads it.
@SuppressWarnings("UnusedTypeParameter")
public final class ValueType<T> {

  private final Type type;
  private final Class<?> raw;

  private ValueType(Type type, Class<?> raw) {
    this.type = type;
    this.raw = raw;
  }

  /**
   * The type of a class that has no type parameters.
   *
   * @param type the class; a primitive stands for its wrapper
   * @return the type
   * @param <T> the type
   */
  public static <T> ValueType<T> of(Class<T> type) {
    Class<?> boxed = box(type);
    return new ValueType<>(boxed, boxed);
  }

  /**
   * The type of a generic class with its arguments.
   *
   * @param raw the generic class
   * @param arguments one type for each type parameter
   * @return the type
   * @param <T> the parameterized type, which the caller vouches for
   * @throws IllegalArgumentException if there are more or fewer arguments than type parameters
   */
  public static <T> ValueType<T> of(Class<?> raw, ValueType<?>... arguments) {
    if (arguments.length != raw.getTypeParameters().length) {
      throw new IllegalArgumentException(
          raw.getName()
              + " has "
              + raw.getTypeParameters().length
              + " type parameters, but "
              + arguments.length
              + " arguments were given; give one for each");
    }
    return new ValueType<>(new Parameterized(raw, typesOf(arguments)), raw);
  }

  /**
   * The type of a list.
   *
   * @param element the type of its elements
   * @return the type
   * @param <E> the type of the elements
   */
  public static <E> ValueType<List<E>> listOf(ValueType<E> element) {
    return of(List.class, element);
  }

  /**
   * The type of an array whose elements have a generic type.
   *
   * @param element the type of the elements
   * @return the type
   * @param <T> the array type, which the caller vouches for
   */
  public static <T> ValueType<T> arrayOf(ValueType<?> element) {
    Class<?> array = element.raw.arrayType();
    return new ValueType<>(
        element.type instanceof Class<?> ? array : new GenericArray(element.type), array);
  }

  /**
   * A wildcard, for use as an argument: {@code ? extends bound}.
   *
   * @param bound the upper bound
   * @return the type
   */
  public static ValueType<?> extending(ValueType<?> bound) {
    return new ValueType<>(new Wildcard(bound.type, null), bound.raw);
  }

  /**
   * A wildcard, for use as an argument: {@code ? super bound}.
   *
   * @param bound the lower bound
   * @return the type
   */
  public static ValueType<?> superOf(ValueType<?> bound) {
    return new ValueType<>(new Wildcard(Object.class, bound.type), Object.class);
  }

  /**
   * The type in the form that libraries understand.
   *
   * @return a {@link Class} or a generic type
   */
  public Type type() {
    return type;
  }

  /**
   * Whether a value of another type can be taken as this one, by the rules of the Java language. A
   * type whose arguments are not told, such as a plain {@code List}, is taken as a list of anything
   * that is wanted.
   *
   * @param other the type of the value
   * @return whether it fits
   */
  public boolean accepts(ValueType<?> other) {
    return new Assignment(true).fits(type, other.type);
  }

  /**
   * Whether every value of this type is one of another, too, as far as the types tell. Of a plain
   * {@code List} it is not known whether it is a list of strings.
   *
   * @param other the other type
   * @return whether this type is the same or narrower
   */
  public boolean isKnownToBe(ValueType<?> other) {
    return new Assignment(false).fits(other.type, type);
  }

  /**
   * The class without its type arguments.
   *
   * @return the erased class, never a primitive
   */
  public Class<?> raw() {
    return raw;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueType<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  /** The type as Java source writes it, with full names. */
  @Override
  public String toString() {
    return type.getTypeName();
  }

  private static List<Type> typesOf(ValueType<?>[] types) {
    return Arrays.stream(types).map(ValueType::type).toList();
  }

  private static Class<?> box(Class<?> type) {
    // MethodType knows the wrapper of each primitive; a table of our own would say it again.
    return type.isPrimitive()
        ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
        : type;
  }

  private record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(new Type[0]);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return raw.getDeclaringClass();
    }

    @Override
    public String toString() {
      return raw.getName()
          + arguments.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
    }
  }

  private record GenericArray(Type element) implements GenericArrayType {

    @Override
    public Type getGenericComponentType() {
      return element;
    }

    @Override
    public String toString() {
      return element.getTypeName() + "[]";
    }
  }

  private record Wildcard(Type upper, @Nullable Type lower) implements WildcardType {

    @Override
    public Type[] getUpperBounds() {
      return new Type[] {upper};
    }

    @Override
    public Type[] getLowerBounds() {
      return lower == null ? new Type[0] : new Type[] {lower};
    }

    @Override
    public String toString() {
      if (lower != null) {
        return "? super " + lower.getTypeName();
      }
      return Objects.equals(upper, Object.class) ? "?" : "? extends " + upper.getTypeName();
    }
  }
}
