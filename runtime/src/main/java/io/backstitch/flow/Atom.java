package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine runs: a task, with what it requires, what it provides, and how it is undone; or
 * the retry controller of a flow.
 *
 * <p>Immutable and safe to share among flows and runs. Generated code builds atoms from annotated
 * methods; {@link Atoms} has short ones, and {@link #named} starts any by hand:
 *
 * <pre>{@code
 * Symbol<Path> backup = Symbol.of("backup", Path.class);
 * Atom verify = Atom.named("verify").requires(backup)
 *     .executes(in -> { check(in.get(0, backup)); return null; })
 *     .build();
 * }</pre>
 */
public final class Atom implements FlowElement {

  private final String name;
  private final String version;
  private final int priority;
  private final List<Requirement> requirements;
  private final List<Provision> provisions;
  private final @Nullable Parts parts;
  private final @Nullable ValueType<?> resultType;
  private final @Nullable TaskBody body;
  private final @Nullable RetryController controller;
  private final List<Injection> injections;
  private final List<Requirement> revertRequirements;
  private final @Nullable RevertBody revertBody;
  private final boolean lazy;
  private final boolean transactional;
  private final boolean transactionalRevert;
  private final List<ElementDecider> deciders;

  Atom(AtomBuilder builder) {
    this.name = builder.name;
    this.version = builder.version;
    this.priority = builder.priority;
    this.requirements = List.copyOf(builder.requirements);
    this.provisions = List.copyOf(builder.provisions);
    this.parts = builder.parts;
    this.resultType = builder.resultType;
    this.body = builder.body;
    this.controller = builder.controller;
    this.injections = List.copyOf(builder.injections);
    this.revertRequirements = List.copyOf(builder.revertRequirements);
    this.revertBody = builder.revertBody;
    this.lazy = builder.lazy;
    this.transactional = builder.transactional;
    this.transactionalRevert = builder.transactionalRevert;
    this.deciders = List.copyOf(builder.deciders);
  }

  /**
   * Starts an atom.
   *
   * @param name its name, unique in the flow that it is put into
   * @return a builder, for use by one thread
   * @throws IllegalArgumentException if the name is blank
   */
  public static AtomBuilder named(String name) {
    return new AtomBuilder(name);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * The version of the task, stored with its result.
   *
   * @return {@code "1.0"} unless another was given
   */
  public String version() {
    return version;
  }

  /**
   * How early it starts among those that are ready at the same time.
   *
   * @return the priority; higher starts first
   */
  public int priority() {
    return priority;
  }

  /**
   * What its method takes.
   *
   * @return an unmodifiable list, in the order of {@link Arguments}
   */
  public List<Requirement> requirements() {
    return requirements;
  }

  /**
   * What it provides.
   *
   * @return an unmodifiable list; with {@link #parts()}, in their order
   */
  public List<Provision> provisions() {
    return provisions;
  }

  /**
   * How the result is taken apart.
   *
   * @return the way, or null if the whole result is the one symbol provided, or none is
   */
  public @Nullable Parts parts() {
    return parts;
  }

  /**
   * The type of the whole result.
   *
   * @return the type, or null if the task returns nothing
   */
  public @Nullable ValueType<?> resultType() {
    return resultType;
  }

  /**
   * The call of the method.
   *
   * @return the body, or null if this is a retry controller
   */
  public @Nullable TaskBody body() {
    return body;
  }

  /**
   * What decides, if this is a retry controller.
   *
   * @return the controller, or null if this is a task
   */
  public @Nullable RetryController controller() {
    return controller;
  }

  /**
   * The values that are given to this atom alone.
   *
   * @return an unmodifiable list
   */
  public List<Injection> injections() {
    return injections;
  }

  /**
   * Which of the injected values stands for a symbol.
   *
   * @param symbol the name of a symbol in the flow
   * @return its position in {@link #injections}, the last if there are several, or -1
   */
  public int injectionOf(String symbol) {
    for (int i = injections.size() - 1; i >= 0; i--) {
      if (injections.get(i).symbol().name().equals(symbol)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * What its revert takes.
   *
   * @return an unmodifiable list, in the order of {@link RevertArguments}
   */
  public List<Requirement> revertRequirements() {
    return revertRequirements;
  }

  /**
   * The call of the revert method.
   *
   * @return the body, or null if there is nothing to undo
   */
  public @Nullable RevertBody revertBody() {
    return revertBody;
  }

  /**
   * Whether its result may be stored later than it is used.
   *
   * @return true if so
   * @see AtomBuilder#lazy()
   */
  public boolean isLazy() {
    return lazy;
  }

  /**
   * Whether the method runs in a transaction with the record of its success.
   *
   * @return true if so
   * @see AtomBuilder#transactional()
   */
  public boolean isTransactional() {
    return transactional;
  }

  /**
   * Whether the revert method runs in a transaction with the record that the atom is undone.
   *
   * @return true if so
   * @see AtomBuilder#transactionalRevert()
   */
  public boolean isRevertTransactional() {
    return transactionalRevert;
  }

  @Override
  public List<ElementDecider> deciders() {
    return deciders;
  }

  /**
   * This atom, executed only if one more decider says so.
   *
   * @param decider asked when the atom could start
   * @return a new atom
   */
  public Atom decider(ElementDecider decider) {
    AtomBuilder copy = AtomBuilder.of(this);
    copy.deciders.add(Objects.requireNonNull(decider, "decider"));
    return new Atom(copy);
  }

  /**
   * This atom under another name, so that a flow can have it twice.
   *
   * @param newName the name, unique in the flow that it is put into
   * @return a new atom
   * @throws IllegalArgumentException if the name is blank
   */
  public Atom renamed(String newName) {
    return new Atom(AtomBuilder.of(this).renamed(newName));
  }

  /**
   * This atom with another priority.
   *
   * @param newPriority higher starts first among the ready
   * @return a new atom
   */
  public Atom priority(int newPriority) {
    return new Atom(AtomBuilder.of(this).priority(newPriority));
  }

  /**
   * This atom, taking one of its arguments from another symbol. Its revert method takes it from
   * there, too. What was optional still is.
   *
   * @param parameter the name of the symbol as the method declares it
   * @param source the name of the symbol in the flow
   * @return a new atom
   * @throws IllegalArgumentException if the name of the source is blank
   * @throws InvalidFlowException if the atom requires no such symbol
   */
  public Atom rebind(String parameter, String source) {
    return rebind(Map.of(parameter, source));
  }

  /**
   * This atom, taking some of its arguments from other symbols. Its revert method takes them from
   * there, too. What was optional still is.
   *
   * @param sources the names of the symbols in the flow, by those that the method declares
   * @return a new atom
   * @throws IllegalArgumentException if the name of a source is blank
   * @throws InvalidFlowException if the atom does not require one of them
   */
  public Atom rebind(Map<String, String> sources) {
    AtomBuilder copy = AtomBuilder.of(this);
    copy.rebind(sources, copy.owner(), List.of(copy.requirements, copy.revertRequirements));
    return new Atom(copy);
  }

  /**
   * This atom, whose revert method alone takes one of its arguments from another symbol.
   *
   * @param parameter the name of the symbol as the revert method declares it
   * @param source the name of the symbol in the flow
   * @return a new atom
   * @throws IllegalArgumentException if the name of the source is blank
   * @throws InvalidFlowException if the revert method requires no such symbol
   */
  public Atom rebindRevert(String parameter, String source) {
    AtomBuilder copy = AtomBuilder.of(this);
    copy.rebind(
        Map.of(parameter, source),
        "The revert of atom '" + name + "'",
        List.of(copy.revertRequirements));
    return new Atom(copy);
  }

  /**
   * This atom, providing one of its symbols under another name.
   *
   * @param symbol the name of a symbol that it provides
   * @param newName the name in the flow
   * @return a new atom
   * @throws IllegalArgumentException if the new name is blank
   * @throws InvalidFlowException if it provides no such symbol, or one of the new name already
   */
  public Atom provideAs(String symbol, String newName) {
    return new Atom(AtomBuilder.of(this).provideAs(symbol, newName));
  }

  /**
   * This atom, undone in this way in place of the one that it had. If the atom is transactional, so
   * is its undoing.
   *
   * @param newBody the call, which takes what the task takes, in the same order
   * @return a new atom
   */
  public Atom revertedBy(RevertBody newBody) {
    AtomBuilder copy = AtomBuilder.of(this).reverts(newBody);
    copy.revertRequirements.clear();
    copy.revertRequirements.addAll(requirements);
    copy.transactionalRevert = transactional;
    return new Atom(copy);
  }

  /**
   * This atom, taking a symbol not from the flow, but always with the same value. What is injected
   * is no requirement of the atom any more.
   *
   * @param symbol the symbol in the flow, which is another than the parameter's if it was rebound
   * @param value the value
   * @return a new atom
   * @param <T> the type of the value
   */
  public <T> Atom inject(Symbol<T> symbol, T value) {
    AtomBuilder copy = AtomBuilder.of(this);
    copy.injections.add(new Injection(symbol, value));
    return new Atom(copy);
  }

  @Override
  public String toString() {
    return name;
  }
}
