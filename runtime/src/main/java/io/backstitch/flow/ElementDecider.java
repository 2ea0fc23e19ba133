package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import io.backstitch.annotation.Depth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Decides whether an element of a flow is executed, an atom or a whole flow. It takes symbols as an
 * atom does, but adds no links: what it requires must be provided by what comes before the element
 * anyway, or be an input.
 *
 * <pre>{@code
 * Atom notify = notifyCustomer.decider(
 *     ElementDecider.of(in -> in.get(0, order).isPaid()).requires(order));
 * }</pre>
 *
 * <p>That of a flow is asked once, before the first atom in it. A flow without atoms asks nobody.
 *
 * <p>Immutable: what looks like a change returns a new object.
 */
public final class ElementDecider {

  private final DeciderBody body;
  private final Depth depth;
  private final List<Requirement> requirements;

  private ElementDecider(DeciderBody body, Depth depth, List<Requirement> requirements) {
    this.body = body;
    this.depth = depth;
    this.requirements = requirements;
  }

  /**
   * A decider of depth {@link Depth#ATOM} that requires nothing.
   *
   * @param body the question
   * @return the decider
   */
  public static ElementDecider of(DeciderBody body) {
    return new ElementDecider(Objects.requireNonNull(body, "body"), Depth.ATOM, List.of());
  }

  /**
   * The same with another depth.
   *
   * @param newDepth how much is skipped if it says no, besides what it guards
   * @return a new object
   */
  public ElementDecider depth(Depth newDepth) {
    return new ElementDecider(body, Objects.requireNonNull(newDepth, "depth"), requirements);
  }

  /**
   * The same with one more argument.
   *
   * @param symbol the symbol that must be there
   * @return a new object
   */
  public ElementDecider requires(Symbol<?> symbol) {
    return requires(new Requirement(symbol, symbol.name(), false));
  }

  /**
   * The same with one more argument, which may be absent.
   *
   * @param symbol the symbol
   * @return a new object
   */
  public ElementDecider requiresOptional(Symbol<?> symbol) {
    return requires(new Requirement(symbol, symbol.name(), true));
  }

  /**
   * The same with one more argument.
   *
   * @param requirement what it is taken from
   * @return a new object
   */
  public ElementDecider requires(Requirement requirement) {
    List<Requirement> more = new ArrayList<>(requirements);
    more.add(Objects.requireNonNull(requirement, "requirement"));
    return new ElementDecider(body, depth, List.copyOf(more));
  }

  /**
   * The same, taking some of its arguments from other symbols.
   *
   * @param sources the names of the symbols in the flow, by those that the decider declares
   * @return a new object
   * @throws InvalidFlowException if the decider does not require one of them
   */
  public ElementDecider rebind(Map<String, String> sources) {
    List<String> known = requirements.stream().map(each -> each.symbol().name()).toList();
    for (String parameter : sources.keySet()) {
      Names.checkKnown("A decider", "requires", parameter, known, requirements);
    }
    return new ElementDecider(
        body, depth, requirements.stream().map(each -> each.rebound(sources)).toList());
  }

  /** The same, taking its arguments from where they are found under other names. */
  ElementDecider taking(UnaryOperator<String> symbols) {
    return new ElementDecider(
        body, depth, requirements.stream().map(each -> each.taking(symbols)).toList());
  }

  /**
   * The question.
   *
   * @return what is asked
   */
  public DeciderBody body() {
    return body;
  }

  /**
   * How much is skipped if it says no.
   *
   * @return the depth
   */
  public Depth depth() {
    return depth;
  }

  /**
   * What the question takes.
   *
   * @return an unmodifiable list, in the order of {@link Arguments}
   */
  public List<Requirement> requirements() {
    return requirements;
  }
}
