package io.backstitch.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects what an atom is made of; {@link Atom#named} starts one. For use by one thread. */
public final class AtomBuilder {

  final String name;
  String version = "1.0";
  int priority;
  final List<Requirement> requirements = new ArrayList<>();
  final List<Provision> provisions = new ArrayList<>();
  @Nullable Parts parts;
  @Nullable ValueType<?> resultType;
  @Nullable TaskBody body;
  @Nullable RetryController controller;
  final List<Injection> injections = new ArrayList<>();
  final List<Requirement> revertRequirements = new ArrayList<>();
  @Nullable RevertBody revertBody;

  AtomBuilder(String name) {
    this.name = Names.check("atom", name);
  }

  /** A builder that would make an atom like another. */
  static AtomBuilder of(Atom atom) {
    AtomBuilder copy = new AtomBuilder(atom.name());
    copy.version = atom.version();
    copy.priority = atom.priority();
    copy.requirements.addAll(atom.requirements());
    copy.provisions.addAll(atom.provisions());
    copy.parts = atom.parts();
    copy.resultType = atom.resultType();
    copy.body = atom.body();
    copy.controller = atom.controller();
    copy.injections.addAll(atom.injections());
    copy.revertRequirements.addAll(atom.revertRequirements());
    copy.revertBody = atom.revertBody();
    return copy;
  }

  /**
   * Sets the version.
   *
   * @param newVersion stored with the atom's result; "1.0" if not set
   * @return this builder
   */
  public AtomBuilder version(String newVersion) {
    version = Objects.requireNonNull(newVersion, "version");
    return this;
  }

  /**
   * Sets the priority.
   *
   * @param newPriority higher starts first among the ready; 0 if not set
   * @return this builder
   */
  public AtomBuilder priority(int newPriority) {
    priority = newPriority;
    return this;
  }

  /**
   * Adds an argument of the method.
   *
   * @param symbol the symbol that must be there
   * @return this builder
   */
  public AtomBuilder requires(Symbol<?> symbol) {
    return requires(new Requirement(symbol, symbol.name(), false));
  }

  /**
   * Adds an argument of the method.
   *
   * @param requirement what it is taken from
   * @return this builder
   */
  public AtomBuilder requires(Requirement requirement) {
    requirements.add(Objects.requireNonNull(requirement, "requirement"));
    return this;
  }

  /**
   * Adds an argument of the method that may be absent.
   *
   * @param symbol the symbol
   * @return this builder
   */
  public AtomBuilder requiresOptional(Symbol<?> symbol) {
    return requires(new Requirement(symbol, symbol.name(), true));
  }

  /**
   * Makes the result of the method a symbol.
   *
   * @param symbol the symbol; its type is that of the result
   * @return this builder
   */
  public AtomBuilder provides(Symbol<?> symbol) {
    return provides(new Provision(symbol, false));
  }

  /**
   * Makes the result of the method a symbol that may be absent.
   *
   * @param symbol the symbol; its type is that of the result
   * @return this builder
   */
  public AtomBuilder providesOptional(Symbol<?> symbol) {
    return provides(new Provision(symbol, true));
  }

  private AtomBuilder provides(Provision provision) {
    if (!provisions.isEmpty()) {
      throw new IllegalArgumentException(
          "Atom '" + name + "' provides its whole result once; use providesParts for several");
    }
    provisions.add(provision);
    resultType = provision.symbol().type();
    return this;
  }

  /**
   * Makes parts of the result symbols of their own.
   *
   * @param wholeType the type of the whole result
   * @param newParts how a part is taken, by its position in {@code symbols}
   * @param symbols the symbols
   * @return this builder
   */
  public AtomBuilder providesParts(
      ValueType<?> wholeType, Parts newParts, List<Provision> symbols) {
    if (!provisions.isEmpty()) {
      throw new IllegalArgumentException("Atom '" + name + "' has said what it provides");
    }
    resultType = Objects.requireNonNull(wholeType, "wholeType");
    parts = Objects.requireNonNull(newParts, "parts");
    provisions.addAll(symbols);
    return this;
  }

  /**
   * Sets the type of a result that is no symbol, but that the revert wants to see.
   *
   * @param type the type of the result
   * @return this builder
   */
  public AtomBuilder returns(ValueType<?> type) {
    resultType = Objects.requireNonNull(type, "type");
    return this;
  }

  /**
   * Sets the call of the method.
   *
   * @param newBody the call
   * @return this builder
   */
  public AtomBuilder executes(TaskBody newBody) {
    body = Objects.requireNonNull(newBody, "body");
    return this;
  }

  /**
   * Adds an argument of the revert method.
   *
   * @param symbol a symbol that the task could see
   * @return this builder
   */
  public AtomBuilder revertRequires(Symbol<?> symbol) {
    return revertRequires(new Requirement(symbol, symbol.name(), false));
  }

  /**
   * Adds an argument of the revert method.
   *
   * @param requirement what it is taken from
   * @return this builder
   */
  public AtomBuilder revertRequires(Requirement requirement) {
    revertRequirements.add(Objects.requireNonNull(requirement, "requirement"));
    return this;
  }

  /**
   * Adds an argument of the revert method that may be absent.
   *
   * @param symbol a symbol that the task could see
   * @return this builder
   */
  public AtomBuilder revertRequiresOptional(Symbol<?> symbol) {
    return revertRequires(new Requirement(symbol, symbol.name(), true));
  }

  /**
   * Sets the call of the revert method.
   *
   * @param newBody the call
   * @return this builder
   */
  public AtomBuilder reverts(RevertBody newBody) {
    revertBody = Objects.requireNonNull(newBody, "body");
    return this;
  }

  /** Makes it a retry controller, whose revert takes what its other methods take. */
  AtomBuilder controls(RetryController newController) {
    controller = newController;
    return this;
  }

  /**
   * Makes the atom.
   *
   * @return the atom
   * @throws IllegalArgumentException if it has no body
   */
  public Atom build() {
    if (body == null && controller == null) {
      throw new IllegalArgumentException("Atom '" + name + "' has nothing to execute");
    }
    return new Atom(this);
  }
}
