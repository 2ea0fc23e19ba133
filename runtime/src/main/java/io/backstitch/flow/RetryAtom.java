package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A retry controller on its way into a flow: what decides, what it requires and provides. It gets
 * its name from the flow, unless it is given one.
 *
 * <p>Immutable: what looks like a change returns a new object.
 */
public final class RetryAtom {

  private final Atom atom;
  private final boolean isNamed;

  private RetryAtom(Atom atom, boolean isNamed) {
    this.atom = atom;
    this.isNamed = isNamed;
  }

  /**
   * A controller that requires and provides nothing.
   *
   * @param controller what decides
   * @return the atom
   */
  public static RetryAtom of(RetryController controller) {
    Objects.requireNonNull(controller, "controller");
    return new RetryAtom(new AtomBuilder("(not named yet)").controls(controller).build(), false);
  }

  private RetryAtom with(UnaryOperator<AtomBuilder> change) {
    return new RetryAtom(change.apply(AtomBuilder.of(atom)).build(), isNamed);
  }

  /**
   * The same with another controller in place of the one that it has, which that may ask.
   *
   * @param change makes the new controller of the old one
   * @return a new object, which requires and provides the same
   */
  public RetryAtom controlledBy(UnaryOperator<RetryController> change) {
    RetryController controller = Objects.requireNonNull(atom.controller());
    return with(builder -> builder.controls(change.apply(controller)));
  }

  /**
   * The same with a name of its own, instead of that of its flow with {@code _retry}.
   *
   * @param newName the name, unique among the atoms of the whole flow
   * @return a new object
   * @throws IllegalArgumentException if the name is blank
   */
  public RetryAtom named(String newName) {
    return new RetryAtom(atom.renamed(newName), true);
  }

  /**
   * The same in another version.
   *
   * @param newVersion the version; with another major number, runs in which it has decided do not
   *     carry on
   * @return a new object
   * @throws IllegalArgumentException if it is blank
   */
  public RetryAtom version(String newVersion) {
    return with(builder -> builder.version(newVersion));
  }

  /**
   * The same with a priority, which says how early the flow that it guards starts among what is
   * ready at the same time.
   *
   * @param newPriority higher starts first; 0 if not set
   * @return a new object
   */
  public RetryAtom priority(int newPriority) {
    return with(builder -> builder.priority(newPriority));
  }

  /**
   * The same with one more requirement.
   *
   * @param symbol the symbol, which its position among the requirements stands for
   * @return a new object
   */
  public RetryAtom requires(Symbol<?> symbol) {
    return with(builder -> builder.requires(symbol));
  }

  /**
   * The same with one more requirement, which may be absent.
   *
   * @param symbol the symbol, which its position among the requirements stands for
   * @return a new object
   */
  public RetryAtom requiresOptional(Symbol<?> symbol) {
    return with(builder -> builder.requiresOptional(symbol));
  }

  /**
   * The same with a requirement that is taken from another symbol.
   *
   * @param parameter the name of the symbol as the controller requires it
   * @param source the name of the symbol in the flow
   * @return a new object
   * @throws InvalidFlowException if the controller does not require it
   */
  public RetryAtom rebind(String parameter, String source) {
    return rebind(Map.of(parameter, source));
  }

  /**
   * The same with requirements that are taken from other symbols.
   *
   * @param sources the names of the symbols in the flow, by those that the controller requires
   * @return a new object
   * @throws InvalidFlowException if the controller does not require one of them
   */
  public RetryAtom rebind(Map<String, String> sources) {
    return new RetryAtom(atom.rebind(sources), isNamed);
  }

  /**
   * The same, providing what the controller returns for each attempt.
   *
   * @param symbol the symbol, seen in the flow that is guarded and after it
   * @return a new object
   * @throws InvalidFlowException if it has been said what it provides
   */
  public RetryAtom provides(Symbol<?> symbol) {
    return with(builder -> builder.provides(symbol));
  }

  /**
   * The same, providing parts of what the controller returns for each attempt.
   *
   * @param wholeType the type of the whole value
   * @param parts the symbols, seen in the flow that is guarded and after it
   * @return a new object
   * @param <W> the type of the whole value
   * @throws InvalidFlowException if it has been said what it provides, or a symbol is there twice
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  public final <W> RetryAtom providesParts(ValueType<W> wholeType, Part<? super W>... parts) {
    return with(builder -> builder.providesParts(wholeType, parts));
  }

  /**
   * The same, providing parts of what the controller returns for each attempt.
   *
   * @param wholeType the type of the whole value
   * @param parts how a part is taken, by its position in {@code symbols}
   * @param symbols the symbols, seen in the flow that is guarded and after it
   * @return a new object
   * @throws InvalidFlowException if it has been said what it provides, or a symbol is there twice
   */
  public RetryAtom providesParts(ValueType<?> wholeType, Parts parts, List<Provision> symbols) {
    return with(builder -> builder.providesParts(wholeType, parts, symbols));
  }

  /** The atom that guards a flow. */
  Atom guarding(String flow) {
    return isNamed ? atom : atom.renamed(flow + "_retry");
  }
}
