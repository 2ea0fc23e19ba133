package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import io.backstitch.annotation.Depth;
import io.backstitch.internal.Appended;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose order comes from its data: what requires a symbol runs after what provides it. Links
 * can be added by hand where the order matters but no data passes, and may ask a decider whether to
 * go on.
 */
public final class GraphFlow implements FlowPattern {

  private final FlowMembers members;
  private final Appended<Set<Resolve>> resolves;
  private final Appended<Link> links;
  private final @Nullable String target;
  private final boolean strict;

  private GraphFlow(
      FlowMembers members,
      Appended<Set<Resolve>> resolves,
      Appended<Link> links,
      @Nullable String target,
      boolean strict) {
    this.members = members;
    this.resolves = resolves;
    this.links = links;
    this.target = target;
    this.strict = strict;
  }

  /**
   * An empty flow.
   *
   * @param name its name
   * @return the flow
   * @throws IllegalArgumentException if the name is blank
   */
  public static GraphFlow named(String name) {
    return new GraphFlow(FlowMembers.named(name), Appended.empty(), Appended.empty(), null, false);
  }

  /**
   * This flow with one more element, which data links to the others.
   *
   * @param element an atom or a flow
   * @return a new flow
   */
  public GraphFlow add(FlowElement element) {
    return add(element, EnumSet.allOf(Resolve.class));
  }

  /**
   * This flow with one more element, which data links only as far as it is told.
   *
   * @param element an atom or a flow
   * @param resolve which links data makes when the element is added
   * @return a new flow
   */
  public GraphFlow add(FlowElement element, Set<Resolve> resolve) {
    return new GraphFlow(
        members.with(element), resolves.with(Set.copyOf(resolve)), links, target, strict);
  }

  /**
   * This flow with one more link between two of its elements. The names are checked when the flow
   * is compiled, so links and elements may be added in any order.
   *
   * @param from the name of the element that comes first
   * @param to the name of the element that comes after it
   * @return a new flow
   */
  public GraphFlow link(String from, String to) {
    return link(new Link(from, to, null, Depth.ALL));
  }

  /**
   * This flow with one more link, which skips what it leads to if its decider says no.
   *
   * @param from the name of the element that comes first
   * @param to the name of the element that comes after it
   * @param decider asked when {@code to} could start
   * @param depth how much is skipped if it says no; of several that do, the widest counts
   * @return a new flow
   */
  public GraphFlow link(String from, String to, LinkDecider decider, Depth depth) {
    return link(new Link(from, to, Objects.requireNonNull(decider, "decider"), depth));
  }

  private GraphFlow link(Link link) {
    return new GraphFlow(members, resolves, links.with(link), target, strict);
  }

  /**
   * This flow, of which only one element runs, and what it depends on.
   *
   * @param element the name of the element, checked when the flow is compiled
   * @return a new flow
   */
  public GraphFlow target(String element) {
    return new GraphFlow(
        members, resolves, links, Objects.requireNonNull(element, "element"), strict);
  }

  /**
   * This flow, of which everything runs: it is there for no {@link #target} any more.
   *
   * @return a new flow
   */
  public GraphFlow untargeted() {
    return new GraphFlow(members, resolves, links, null, strict);
  }

  /**
   * This flow, linked as TaskFlow links a graph: each element, when it is added, to those that were
   * added before. A symbol that two of them provide is refused as soon as something requires it,
   * even if something else orders the two.
   *
   * @return a new flow
   */
  public GraphFlow strict() {
    return new GraphFlow(members, resolves, links, target, true);
  }

  /**
   * This flow guarded by a retry controller.
   *
   * @param controller the controller
   * @return a new flow
   * @throws InvalidFlowException if it is guarded already
   */
  public GraphFlow retry(RetryAtom controller) {
    return new GraphFlow(members.guardedBy(controller), resolves, links, target, strict);
  }

  @Override
  public GraphFlow decider(ElementDecider decider) {
    return new GraphFlow(members.decidedBy(decider), resolves, links, target, strict);
  }

  @Override
  public List<ElementDecider> deciders() {
    return members.deciders();
  }

  /** This flow with other members and links, and another prefix to the name of its target. */
  GraphFlow copy(FlowMembers newMembers, UnaryOperator<Link> link, String prefix) {
    return new GraphFlow(
        newMembers,
        resolves,
        Appended.of(links.stream().map(link).toList()),
        target == null ? null : prefix + target,
        strict);
  }

  @Override
  public Set<String> enclosed() {
    return members.enclosed();
  }

  @Override
  public @Nullable Atom retry() {
    return members.retry();
  }

  @Override
  public String name() {
    return members.name();
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public List<FlowElement> elements() {
    return members.elements();
  }

  /**
   * How data links the elements.
   *
   * @return an unmodifiable list, in the order in which the elements were added
   */
  public List<Set<Resolve>> resolves() {
    return resolves;
  }

  /**
   * The links added by hand.
   *
   * @return an unmodifiable list, in the order in which they were added
   */
  public List<Link> links() {
    return links;
  }

  /**
   * The element that this flow is there for.
   *
   * @return its name, or null if the whole flow runs
   */
  public @Nullable String target() {
    return target;
  }

  /**
   * Whether elements are linked in the order in which they are added.
   *
   * @return true after {@link #strict()}
   */
  public boolean isStrict() {
    return strict;
  }

  /** Which links data makes when an element is added. */
  public enum Resolve {
    /** From what provides a symbol that the element requires. */
    REQUIRED,
    /** To what requires a symbol that the element provides, and was there before. */
    EXISTING
  }

  /**
   * An order between two elements of a flow.
   *
   * @param from the name of the element that comes first
   * @param to the name of the element that comes after it
   * @param decider asked whether {@code to} is executed, or null if it always is
   * @param depth how much is skipped if the decider says no
   */
  public record Link(String from, String to, @Nullable LinkDecider decider, Depth depth) {

    /** Checks that what must be there is there. */
    public Link {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(depth, "depth");
    }
  }
}
