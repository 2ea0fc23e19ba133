package io.backstitch.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A retry controller on its way into a flow: what decides, what it requires and provides. It gets
 * its name from the flow, unless it is given one.
 *
 * <p>Immutable: what looks like a change returns a new object.
 */
public final class RetryAtom {

  private final RetryController controller;
  private final @Nullable String name;
  private final String version;
  private final List<Requirement> requirements;
  private final UnaryOperator<AtomBuilder> provisions;

  private RetryAtom(
      RetryController controller,
      @Nullable String name,
      String version,
      List<Requirement> requirements,
      UnaryOperator<AtomBuilder> provisions) {
    this.controller = controller;
    this.name = name;
    this.version = version;
    this.requirements = List.copyOf(requirements);
    this.provisions = provisions;
  }

  /**
   * A controller that requires and provides nothing.
   *
   * @param controller what decides
   * @return the atom
   */
  public static RetryAtom of(RetryController controller) {
    return new RetryAtom(
        Objects.requireNonNull(controller, "controller"),
        null,
        "1.0",
        List.of(),
        builder -> builder);
  }

  /**
   * The same with a name of its own, instead of that of its flow with {@code _retry}.
   *
   * @param newName the name, unique among the atoms of the whole flow
   * @return a new object
   */
  public RetryAtom named(String newName) {
    return new RetryAtom(
        controller, Names.check("retry", newName), version, requirements, provisions);
  }

  /**
   * The same in another version.
   *
   * @param newVersion the version; with another major number, runs in which it has decided do not
   *     carry on
   * @return a new object
   */
  public RetryAtom version(String newVersion) {
    return new RetryAtom(
        controller, name, Objects.requireNonNull(newVersion), requirements, provisions);
  }

  /**
   * The same with one more requirement.
   *
   * @param symbol the symbol, which its position among the requirements stands for
   * @return a new object
   */
  public RetryAtom requires(Symbol<?> symbol) {
    List<Requirement> more = new ArrayList<>(requirements);
    more.add(new Requirement(symbol, symbol.name(), false));
    return new RetryAtom(controller, name, version, more, provisions);
  }

  /**
   * The same with a requirement that is taken from another symbol.
   *
   * @param parameter the name of the symbol as the controller requires it
   * @param source the name of the symbol in the flow
   * @return a new object
   * @throws IllegalArgumentException if the controller does not require it
   */
  public RetryAtom rebind(String parameter, String source) {
    List<Requirement> changed = new ArrayList<>(requirements);
    if (!Requirement.rebind(changed, parameter, source)) {
      throw new IllegalArgumentException(
          "The retry requires no symbol '" + parameter + "'; it requires " + requirements);
    }
    return new RetryAtom(controller, name, version, changed, provisions);
  }

  /**
   * The same, providing what the controller returns for each attempt.
   *
   * @param symbol the symbol, seen in the flow that is guarded and after it
   * @return a new object
   */
  public RetryAtom provides(Symbol<?> symbol) {
    return new RetryAtom(
        controller, name, version, requirements, builder -> builder.provides(symbol));
  }

  /**
   * The same, providing parts of what the controller returns for each attempt.
   *
   * @param wholeType the type of the whole value
   * @param parts how a part is taken, by its position in {@code symbols}
   * @param symbols the symbols, seen in the flow that is guarded and after it
   * @return a new object
   */
  public RetryAtom providesParts(ValueType<?> wholeType, Parts parts, List<Provision> symbols) {
    List<Provision> copy = List.copyOf(symbols);
    return new RetryAtom(
        controller,
        name,
        version,
        requirements,
        builder -> builder.providesParts(wholeType, parts, copy));
  }

  /** The atom that guards a flow. */
  Atom guarding(String flow) {
    AtomBuilder atom =
        Atom.named(name != null ? name : flow + "_retry").version(version).controls(controller);
    for (Requirement requirement : requirements) {
      atom.requires(requirement);
    }
    return provisions.apply(atom).build();
  }
}
