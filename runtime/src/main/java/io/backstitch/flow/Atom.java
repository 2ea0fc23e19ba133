package io.backstitch.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine runs: a task, with what it requires, what it provides, and how it is undone; or
 * the retry controller of a flow.
 *
 * <p>Immutable and safe to share among flows and runs. Generated code builds atoms from annotated
 * methods; {@link #named} starts one by hand:
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

  private Atom(Builder builder) {
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
  }

  /**
   * Starts an atom.
   *
   * @param name its name, unique in the flow that it is put into
   * @return a builder, for use by one thread
   */
  public static Builder named(String name) {
    return new Builder(name);
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
   * This atom, taking one of its arguments from another symbol.
   *
   * @param parameter the name of the symbol as the method declares it
   * @param source the name of the symbol in the flow
   * @return a new atom
   * @throws IllegalArgumentException if the atom requires no such symbol
   */
  public Atom rebind(String parameter, String source) {
    Builder copy = toBuilder();
    boolean found = Requirement.rebind(copy.requirements, parameter, source);
    found |= Requirement.rebind(copy.revertRequirements, parameter, source);
    if (!found) {
      throw new IllegalArgumentException(
          "Atom '"
              + name
              + "' requires no symbol '"
              + parameter
              + "'; it requires "
              + requirements);
    }
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
    Builder copy = toBuilder();
    copy.injections.add(new Injection(symbol, value));
    return new Atom(copy);
  }

  private Builder toBuilder() {
    Builder copy = new Builder(name);
    copy.version = version;
    copy.priority = priority;
    copy.requirements.addAll(requirements);
    copy.provisions.addAll(provisions);
    copy.parts = parts;
    copy.resultType = resultType;
    copy.revertRequirements.addAll(revertRequirements);
    copy.revertBody = revertBody;
    copy.body = body;
    copy.controller = controller;
    copy.injections.addAll(injections);
    return copy;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects what an atom is made of. For use by one thread. */
  public static final class Builder {

    private final String name;
    private String version = "1.0";
    private int priority;
    private final List<Requirement> requirements = new ArrayList<>();
    private final List<Provision> provisions = new ArrayList<>();
    private @Nullable Parts parts;
    private @Nullable ValueType<?> resultType;
    private @Nullable TaskBody body;
    private @Nullable RetryController controller;
    private final List<Injection> injections = new ArrayList<>();
    private final List<Requirement> revertRequirements = new ArrayList<>();
    private @Nullable RevertBody revertBody;

    private Builder(String name) {
      this.name = Names.check("atom", name);
    }

    /**
     * Sets the version.
     *
     * @param newVersion stored with the atom's result; "1.0" if not set
     * @return this builder
     */
    public Builder version(String newVersion) {
      version = Objects.requireNonNull(newVersion, "version");
      return this;
    }

    /**
     * Sets the priority.
     *
     * @param newPriority higher starts first among the ready; 0 if not set
     * @return this builder
     */
    public Builder priority(int newPriority) {
      priority = newPriority;
      return this;
    }

    /**
     * Adds an argument of the method.
     *
     * @param symbol the symbol that must be there
     * @return this builder
     */
    public Builder requires(Symbol<?> symbol) {
      return requires(new Requirement(symbol, symbol.name(), false));
    }

    /**
     * Adds an argument of the method.
     *
     * @param requirement what it is taken from
     * @return this builder
     */
    public Builder requires(Requirement requirement) {
      requirements.add(Objects.requireNonNull(requirement, "requirement"));
      return this;
    }

    /**
     * Adds an argument of the method that may be absent.
     *
     * @param symbol the symbol
     * @return this builder
     */
    public Builder requiresOptional(Symbol<?> symbol) {
      return requires(new Requirement(symbol, symbol.name(), true));
    }

    /**
     * Makes the result of the method a symbol.
     *
     * @param symbol the symbol; its type is that of the result
     * @return this builder
     */
    public Builder provides(Symbol<?> symbol) {
      return provides(new Provision(symbol, false));
    }

    /**
     * Makes the result of the method a symbol that may be absent.
     *
     * @param symbol the symbol; its type is that of the result
     * @return this builder
     */
    public Builder providesOptional(Symbol<?> symbol) {
      return provides(new Provision(symbol, true));
    }

    private Builder provides(Provision provision) {
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
    public Builder providesParts(ValueType<?> wholeType, Parts newParts, List<Provision> symbols) {
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
    public Builder returns(ValueType<?> type) {
      resultType = Objects.requireNonNull(type, "type");
      return this;
    }

    /**
     * Sets the call of the method.
     *
     * @param newBody the call
     * @return this builder
     */
    public Builder executes(TaskBody newBody) {
      body = Objects.requireNonNull(newBody, "body");
      return this;
    }

    /**
     * Adds an argument of the revert method.
     *
     * @param symbol a symbol that the task could see
     * @return this builder
     */
    public Builder revertRequires(Symbol<?> symbol) {
      return revertRequires(new Requirement(symbol, symbol.name(), false));
    }

    /**
     * Adds an argument of the revert method.
     *
     * @param requirement what it is taken from
     * @return this builder
     */
    public Builder revertRequires(Requirement requirement) {
      revertRequirements.add(Objects.requireNonNull(requirement, "requirement"));
      return this;
    }

    /**
     * Adds an argument of the revert method that may be absent.
     *
     * @param symbol a symbol that the task could see
     * @return this builder
     */
    public Builder revertRequiresOptional(Symbol<?> symbol) {
      return revertRequires(new Requirement(symbol, symbol.name(), true));
    }

    /**
     * Sets the call of the revert method.
     *
     * @param newBody the call
     * @return this builder
     */
    public Builder reverts(RevertBody newBody) {
      revertBody = Objects.requireNonNull(newBody, "body");
      return this;
    }

    /** Makes it a retry controller, whose revert takes what its other methods take. */
    Builder controls(RetryController newController) {
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
}
