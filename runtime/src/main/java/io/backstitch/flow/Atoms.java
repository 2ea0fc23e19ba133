package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Short ways to write atoms whose whole work is a lambda or a method reference: {@code
 * Atoms.task("greet", name, greeting, n -> "hi " + n)}. What they take and give is typed by their
 * symbols, which come in the order of the arguments, with the one that is provided last.
 *
 * <p>{@link Atom#revertedBy} tells how such an atom is undone. {@link Atom#named} makes atoms with
 * more arguments, with optional ones, or with several results.
 */
public final class Atoms {

  private Atoms() {}

  /**
   * A task that takes nothing.
   *
   * @param name its name
   * @param result what it provides
   * @param body makes the result
   * @return the atom
   * @param <R> the type of the result
   */
  public static <R> Atom task(String name, Symbol<R> result, Lambdas.Function0<? extends R> body) {
    return taking(name, List.of()).provides(result).executes(in -> body.apply()).build();
  }

  /**
   * A task that takes a symbol and provides another.
   *
   * @param name its name
   * @param first what it takes
   * @param result what it provides
   * @param body makes the result
   * @return the atom
   * @param <A> the type of what it takes
   * @param <R> the type of the result
   */
  public static <A, R> Atom task(
      String name,
      Symbol<A> first,
      Symbol<R> result,
      Lambdas.Function1<? super A, ? extends R> body) {
    return taking(name, List.of(first))
        .provides(result)
        .executes(in -> body.apply(in.get(0, first)))
        .build();
  }

  /**
   * A task that takes two symbols and provides another.
   *
   * @param name its name
   * @param first what it takes first
   * @param second what it takes second
   * @param result what it provides
   * @param body makes the result
   * @return the atom
   * @param <A> the type of the first
   * @param <B> the type of the second
   * @param <R> the type of the result
   */
  public static <A, B, R> Atom task(
      String name,
      Symbol<A> first,
      Symbol<B> second,
      Symbol<R> result,
      Lambdas.Function2<? super A, ? super B, ? extends R> body) {
    return taking(name, List.of(first, second))
        .provides(result)
        .executes(in -> body.apply(in.get(0, first), in.get(1, second)))
        .build();
  }

  /**
   * A task that takes three symbols and provides another.
   *
   * @param name its name
   * @param first what it takes first
   * @param second what it takes second
   * @param third what it takes third
   * @param result what it provides
   * @param body makes the result
   * @return the atom
   * @param <A> the type of the first
   * @param <B> the type of the second
   * @param <C> the type of the third
   * @param <R> the type of the result
   */
  public static <A, B, C, R> Atom task(
      String name,
      Symbol<A> first,
      Symbol<B> second,
      Symbol<C> third,
      Symbol<R> result,
      Lambdas.Function3<? super A, ? super B, ? super C, ? extends R> body) {
    return taking(name, List.of(first, second, third))
        .provides(result)
        .executes(in -> body.apply(in.get(0, first), in.get(1, second), in.get(2, third)))
        .build();
  }

  /**
   * A task that takes nothing and provides nothing.
   *
   * @param name its name
   * @param body what it does
   * @return the atom
   */
  public static Atom voidTask(String name, Lambdas.Procedure0 body) {
    return taking(name, List.of()).executes(in -> nothing(body)).build();
  }

  /**
   * A task that takes a symbol and provides nothing.
   *
   * @param name its name
   * @param first what it takes
   * @param body what it does
   * @return the atom
   * @param <A> the type of what it takes
   */
  public static <A> Atom voidTask(
      String name, Symbol<A> first, Lambdas.Procedure1<? super A> body) {
    return taking(name, List.of(first))
        .executes(in -> nothing(() -> body.run(in.get(0, first))))
        .build();
  }

  /**
   * A task that takes two symbols and provides nothing.
   *
   * @param name its name
   * @param first what it takes first
   * @param second what it takes second
   * @param body what it does
   * @return the atom
   * @param <A> the type of the first
   * @param <B> the type of the second
   */
  public static <A, B> Atom voidTask(
      String name,
      Symbol<A> first,
      Symbol<B> second,
      Lambdas.Procedure2<? super A, ? super B> body) {
    return taking(name, List.of(first, second))
        .executes(in -> nothing(() -> body.run(in.get(0, first), in.get(1, second))))
        .build();
  }

  /**
   * A task that takes three symbols and provides nothing.
   *
   * @param name its name
   * @param first what it takes first
   * @param second what it takes second
   * @param third what it takes third
   * @param body what it does
   * @return the atom
   * @param <A> the type of the first
   * @param <B> the type of the second
   * @param <C> the type of the third
   */
  public static <A, B, C> Atom voidTask(
      String name,
      Symbol<A> first,
      Symbol<B> second,
      Symbol<C> third,
      Lambdas.Procedure3<? super A, ? super B, ? super C> body) {
    return taking(name, List.of(first, second, third))
        .executes(
            in -> nothing(() -> body.run(in.get(0, first), in.get(1, second), in.get(2, third))))
        .build();
  }

  /**
   * A task that makes one value of several: of the first two, of that and the third, and so on. Of
   * one symbol it provides the value as it is.
   *
   * @param name its name
   * @param symbols what it takes, at least one symbol
   * @param result what it provides
   * @param body makes one value of two
   * @return the atom
   * @param <T> the type of the values
   * @throws InvalidFlowException if there is no symbol
   */
  public static <T> Atom reduce(
      String name,
      List<Symbol<T>> symbols,
      Symbol<T> result,
      Lambdas.Function2<? super T, ? super T, ? extends T> body) {
    List<Symbol<T>> all = List.copyOf(symbols);
    if (all.isEmpty()) {
      throw new InvalidFlowException(
          Kind.BAD_ATOM,
          "Atom '%s' has nothing to reduce to '%s'; give it one symbol at least"
              .formatted(name, result.name()));
    }
    return taking(name, all)
        .provides(result)
        .executes(
            in -> {
              T value = in.get(0, all.get(0));
              for (int i = 1; i < all.size(); i++) {
                value = body.apply(value, in.get(i, all.get(i)));
              }
              return value;
            })
        .build();
  }

  /**
   * A task that makes a value of each of several, one after the other, and provides them as a list.
   *
   * @param name its name
   * @param symbols what it takes
   * @param results the list that it provides, in the order of {@code symbols}
   * @param body makes one value of another
   * @return the atom
   * @param <A> the type of what it takes
   * @param <R> the type of the results
   */
  public static <A, R> Atom map(
      String name,
      List<Symbol<A>> symbols,
      Symbol<List<R>> results,
      Lambdas.Function1<? super A, ? extends R> body) {
    List<Symbol<A>> all = List.copyOf(symbols);
    return taking(name, all).provides(results).executes(in -> mapped(all, in, body)).build();
  }

  /**
   * A task that makes a value of each of several, one after the other, and provides each as a
   * symbol of its own.
   *
   * @param name its name
   * @param symbols what it takes
   * @param results what it provides, one for each of {@code symbols}
   * @param body makes one value of another
   * @return the atom
   * @param <A> the type of what it takes
   * @param <R> the type of the results
   * @throws InvalidFlowException if there is no symbol, or not a result for each
   */
  @SuppressWarnings("unchecked") // Arrays of generic types can't be made otherwise.
  public static <A, R> Atom map(
      String name,
      List<Symbol<A>> symbols,
      List<Symbol<R>> results,
      Lambdas.Function1<? super A, ? extends R> body) {
    List<Symbol<A>> all = List.copyOf(symbols);
    if (all.size() != results.size()) {
      throw new InvalidFlowException(
          Kind.BAD_PROVIDES,
          "Atom '%s' maps %d symbols %s, but provides %d %s; name one result for each"
              .formatted(name, all.size(), names(all), results.size(), names(results)));
    }
    return taking(name, all)
        .providesList((Symbol<R>[]) results.toArray(new Symbol<?>[0]))
        .executes(in -> mapped(all, in, body))
        .build();
  }

  private static AtomBuilder taking(String name, List<? extends Symbol<?>> symbols) {
    AtomBuilder atom = Atom.named(name);
    symbols.forEach(atom::requires);
    return atom;
  }

  private static @Nullable Object nothing(Lambdas.Procedure0 body) throws Throwable {
    body.run();
    return null;
  }

  private static <A, R> List<R> mapped(
      List<Symbol<A>> symbols, Arguments in, Lambdas.Function1<? super A, ? extends R> body)
      throws Throwable {
    List<R> results = new ArrayList<>(symbols.size());
    for (int i = 0; i < symbols.size(); i++) {
      results.add(body.apply(in.get(i, symbols.get(i))));
    }
    return Collections.unmodifiableList(results);
  }

  private static List<String> names(List<? extends Symbol<?>> symbols) {
    return symbols.stream().map(Symbol::name).toList();
  }
}
