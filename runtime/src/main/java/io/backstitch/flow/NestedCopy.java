package io.backstitch.flow;

import io.backstitch.internal.Appended;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Copies a flow so that it can be part of another: its atoms get the name of the part before their
 * own, and its symbols the names that the other flow has for them.
 */
public final class NestedCopy {

  /** A flow of which some elements are copied. */
  private record Open(FlowPattern flow, Iterator<FlowElement> left, List<FlowElement> copied) {
    Open(FlowPattern flow) {
      this(flow, flow.elements().iterator(), new ArrayList<>());
    }
  }

  /** Tells what an atom of the flow does without. */
  @FunctionalInterface
  public interface Absences {

    /**
     * Whether nothing in the flow gives an argument, so that nothing outside may give it either.
     *
     * @param atom the name of the atom in the flow
     * @param isRevert whether its revert takes the argument
     * @param index the position of the requirement
     * @return whether the argument is always absent
     */
    boolean contain(String atom, boolean isRevert, int index);
  }

  private final String prefix;
  private final UnaryOperator<String> symbols;
  private final Absences absences;

  private NestedCopy(String name, UnaryOperator<String> symbols, Absences absences) {
    this.prefix = Names.check("a nested flow", name) + "/";
    this.symbols = symbols;
    this.absences = absences;
  }

  /**
   * Copies a flow.
   *
   * @param flow the flow
   * @param name the name of the copy, which with a slash is put before the names of what is in it
   * @param symbols tells the name that a symbol of the flow has in the other flow
   * @param enclosed the names in the other flow of those symbols that the flow takes only from
   *     itself
   * @param absences tells which arguments get the name of the copy before that of their symbol, so
   *     that nobody gives them
   * @return the copy
   * @throws IllegalArgumentException if a name is blank
   */
  public static FlowPattern of(
      FlowPattern flow,
      String name,
      UnaryOperator<String> symbols,
      Set<String> enclosed,
      Absences absences) {
    return new NestedCopy(name, symbols, absences).copy(flow, name, enclosed);
  }

  private FlowPattern copy(FlowPattern root, String name, Set<String> enclosed) {
    // Flows may nest deeper than the stack of a thread is.
    Deque<Open> around = new ArrayDeque<>();
    Open at = new Open(root);
    while (true) {
      if (at.left().hasNext()) {
        FlowElement next = at.left().next();
        if (next instanceof FlowPattern flow) {
          around.push(at);
          at = new Open(flow);
        } else {
          at.copied().add(copy((Atom) next));
        }
      } else if (around.isEmpty()) {
        return close(at, name, enclosed);
      } else {
        FlowPattern copy = close(at, prefix + at.flow().name(), Set.of());
        at = around.pop();
        at.copied().add(copy);
      }
    }
  }

  private FlowPattern close(Open open, String name, Set<String> more) {
    FlowPattern flow = open.flow();
    Set<String> enclosed = new HashSet<>(more);
    flow.enclosed().forEach(symbol -> enclosed.add(symbols.apply(symbol)));
    Atom retry = flow.retry();
    FlowMembers members =
        new FlowMembers(
            name,
            Appended.of(open.copied()),
            retry == null ? null : copy(retry),
            flow.deciders().stream().map(this::copy).toList(),
            Set.copyOf(enclosed));
    if (flow instanceof GraphFlow graph) {
      return graph.copy(members, this::copy, prefix);
    }
    return flow instanceof LinearFlow ? new LinearFlow(members) : new UnorderedFlow(members);
  }

  private GraphFlow.Link copy(GraphFlow.Link link) {
    LinkDecider decider = link.decider();
    return new GraphFlow.Link(
        prefix + link.from(),
        prefix + link.to(),
        decider == null ? null : new NestedLinkDecider(decider, prefix),
        link.depth());
  }

  private ElementDecider copy(ElementDecider decider) {
    return decider.taking(symbols);
  }

  private Atom copy(Atom atom) {
    AtomBuilder copy = AtomBuilder.of(atom);
    copy.name = prefix + atom.name();
    takeFromOutside(copy.requirements, atom, false);
    takeFromOutside(copy.revertRequirements, atom, true);
    copy.provisions.replaceAll(each -> each.as(symbols.apply(each.symbol().name())));
    copy.injections.replaceAll(this::copy);
    copy.deciders.replaceAll(this::copy);
    return new Atom(copy);
  }

  private void takeFromOutside(List<Requirement> requirements, Atom atom, boolean isRevert) {
    for (int i = 0; i < requirements.size(); i++) {
      boolean isAbsent = absences.contain(atom.name(), isRevert, i);
      requirements.set(i, requirements.get(i).taking(isAbsent ? prefix::concat : symbols));
    }
  }

  private Injection copy(Injection injection) {
    Symbol<?> symbol = injection.symbol();
    return new Injection(Symbol.of(symbols.apply(symbol.name()), symbol.type()), injection.value());
  }
}
