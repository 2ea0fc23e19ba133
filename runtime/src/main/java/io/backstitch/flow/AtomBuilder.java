package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what an atom is made of; {@link Atom#named} starts one. For use by one thread. */
public final class AtomBuilder {

  String name;
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
  boolean lazy;
  boolean transactional;
  boolean transactionalRevert;
  final List<ElementDecider> deciders = new ArrayList<>(0);

  AtomBuilder(String name) {
    this.name = Names.check("an atom", name);
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
    copy.lazy = atom.isLazy();
    copy.transactional = atom.isTransactional();
    copy.transactionalRevert = atom.isRevertTransactional();
    copy.deciders.addAll(atom.deciders());
    return copy;
  }

  /**
   * Sets the version.
   *
   * @param newVersion stored with the atom's result; "1.0" if not set
   * @return this builder
   * @throws IllegalArgumentException if it is blank
   */
  public AtomBuilder version(String newVersion) {
    version = Names.checkVersion("an atom", newVersion);
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
   * @throws InvalidFlowException if it has been said what the atom provides
   */
  public AtomBuilder provides(Symbol<?> symbol) {
    return provides(new Provision(symbol, false));
  }

  /**
   * Makes the result of the method a symbol that may be absent.
   *
   * @param symbol the symbol; its type is that of the result
   * @return this builder
   * @throws InvalidFlowException if it has been said what the atom provides
   */
  public AtomBuilder providesOptional(Symbol<?> symbol) {
    return provides(new Provision(symbol, true));
  }

  private AtomBuilder provides(Provision provision) {
    describeResult(provision.symbol().type(), List.of(provision));
    return this;
  }

  /**
   * Makes the elements of a result that is a list symbols of their own, by position. Elements that
   * have no symbol are left out.
   *
   * @param symbols one for each element, from the first on
   * @return this builder
   * @param <T> the type of the elements
   * @throws InvalidFlowException if it has been said what the atom provides, there is no symbol, or
   *     one is there twice
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  public final <T> AtomBuilder providesList(Symbol<T>... symbols) {
    return providesParts(
        ValueType.listOf(typeOf(symbols)),
        (result, index) -> ((List<?>) result).get(index),
        provisionsOf(symbols));
  }

  /**
   * Makes the values of a result that is a map symbols of their own; the keys are the names of the
   * symbols. Values whose key is the name of none are left out.
   *
   * @param symbols one for each value
   * @return this builder
   * @param <T> the type of the values
   * @throws InvalidFlowException if it has been said what the atom provides, there is no symbol, or
   *     one is there twice
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  public final <T> AtomBuilder providesMap(Symbol<T>... symbols) {
    List<String> keys = Arrays.stream(symbols).map(Symbol::name).toList();
    return providesParts(
        ValueType.of(Map.class, ValueType.of(String.class), typeOf(symbols)),
        (result, index) -> ((Map<?, ?>) result).get(keys.get(index)),
        provisionsOf(symbols));
  }

  private <T> ValueType<T> typeOf(Symbol<T>[] symbols) {
    if (symbols.length == 0) {
      throw new InvalidFlowException(
          Kind.BAD_PROVIDES,
          owner()
              + " is to provide the parts of its result, but names no symbol; name one for each");
    }
    return symbols[0].type();
  }

  private static List<Provision> provisionsOf(Symbol<?>[] symbols) {
    return Arrays.stream(symbols).map(symbol -> new Provision(symbol, false)).toList();
  }

  /**
   * Makes parts of the result, such as the components of a record, symbols of their own.
   *
   * @param wholeType the type of the whole result
   * @param symbols the parts
   * @return this builder
   * @param <W> the type of the whole result
   * @throws InvalidFlowException if it has been said what the atom provides, or a symbol is there
   *     twice
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  public final <W> AtomBuilder providesParts(ValueType<W> wholeType, Part<? super W>... symbols) {
    List<Part<? super W>> all = List.of(symbols);
    return providesParts(
        wholeType,
        (result, index) -> all.get(index).takenFrom(wholeType, result),
        all.stream().map(Part::provision).toList());
  }

  /**
   * Makes parts of the result symbols of their own.
   *
   * @param wholeType the type of the whole result
   * @param newParts how a part is taken, by its position in {@code symbols}
   * @param symbols the symbols
   * @return this builder
   * @throws InvalidFlowException if it has been said what the atom provides, or a symbol is there
   *     twice
   */
  public AtomBuilder providesParts(
      ValueType<?> wholeType, Parts newParts, List<Provision> symbols) {
    describeResult(wholeType, symbols);
    parts = Objects.requireNonNull(newParts, "parts");
    return this;
  }

  /**
   * Sets the type of a result that is no symbol, but that the revert wants to see.
   *
   * @param type the type of the result
   * @return this builder
   * @throws InvalidFlowException if it has been said what the atom provides
   */
  public AtomBuilder returns(ValueType<?> type) {
    describeResult(type, List.of());
    return this;
  }

  private void describeResult(ValueType<?> type, List<Provision> symbols) {
    Objects.requireNonNull(type, "type");
    if (resultType != null) {
      throw new InvalidFlowException(
          Kind.BAD_PROVIDES,
          "%s has one result, and of that it has been said already that it %s; say it once, with a method for several symbols if there are several"
              .formatted(
                  owner(), provisions.isEmpty() ? "is a " + resultType : "provides " + provisions));
    }
    resultType = type;
    provisions.addAll(symbols);
    checkProvidedOnce();
  }

  private void checkProvidedOnce() {
    Set<String> names = new HashSet<>();
    for (Provision provision : provisions) {
      String symbol = provision.symbol().name();
      if (!names.add(symbol)) {
        throw new InvalidFlowException(
            Kind.DUPLICATE_NAME,
            "%s provides the symbol '%s' twice; give one of the two another name"
                .formatted(owner(), symbol),
            List.of(symbol));
      }
    }
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
   * Lets the result be stored with what is stored next in the run, so that it costs no commit of
   * its own. A crash before that makes the task run again, so it must have nothing to undo, and
   * give the same result each time.
   *
   * @return this builder
   */
  public AtomBuilder lazy() {
    lazy = true;
    return this;
  }

  /**
   * Lets the method run in a transaction of the database in which its runs are stored: what it does
   * over {@link Arguments#connection()} is committed together with the record of its success. A
   * flow with such an atom runs only where runs are stored in a database.
   *
   * @return this builder
   */
  public AtomBuilder transactional() {
    transactional = true;
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

  /**
   * Lets the revert method run in a transaction, as {@link #transactional()} does the method: what
   * it does is committed together with the record that the atom is undone.
   *
   * @return this builder
   */
  public AtomBuilder transactionalRevert() {
    transactionalRevert = true;
    return this;
  }

  AtomBuilder renamed(String newName) {
    name = Names.check("an atom", newName);
    return this;
  }

  /** Takes parameters from other symbols, in all of some lists that are of this builder. */
  void rebind(Map<String, String> sources, String whose, List<List<Requirement>> lists) {
    List<Requirement> all = lists.stream().flatMap(List::stream).distinct().toList();
    List<String> known = all.stream().map(each -> each.symbol().name()).toList();
    for (String parameter : sources.keySet()) {
      Names.checkKnown(whose, "requires", parameter, known, all);
    }
    lists.forEach(list -> list.replaceAll(each -> each.rebound(sources)));
  }

  AtomBuilder provideAs(String symbol, String newName) {
    List<String> known = provisions.stream().map(each -> each.symbol().name()).toList();
    Names.checkKnown(owner(), "provides", symbol, known, provisions);
    provisions.replaceAll(each -> each.symbol().name().equals(symbol) ? each.as(newName) : each);
    checkProvidedOnce();
    return this;
  }

  /** What is built, for messages. */
  String owner() {
    return (controller == null ? "Atom" : "Retry controller") + " '" + name + "'";
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
   * @throws InvalidFlowException if it has no body; if it is to be undone in a transaction and has
   *     no revert body; or if it is lazy, and has a revert body or a transaction
   */
  public Atom build() {
    if (body == null && controller == null) {
      throw new InvalidFlowException(
          Kind.BAD_ATOM, owner() + " has nothing to execute; say what, with executes(...)");
    }
    if (transactionalRevert && revertBody == null) {
      throw new InvalidFlowException(
          Kind.BAD_ATOM,
          owner()
              + " is to be undone in a transaction, but nothing says how; do, with reverts(...)");
    }
    if (lazy && (body == null || revertBody != null || transactional)) {
      throw new InvalidFlowException(
          Kind.BAD_ATOM,
          owner()
              + " is lazy, so that a crash may make it run again: that goes only with a task that has"
              + " no revert and no transaction. Take out lazy()");
    }
    return new Atom(this);
  }
}
