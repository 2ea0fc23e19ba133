package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose elements have no order among themselves: they may run at the same time, and none
 * sees what another provides.
 */
public final class UnorderedFlow implements FlowPattern {

  private final FlowMembers members;

  UnorderedFlow(FlowMembers members) {
    this.members = members;
  }

  /**
   * An empty flow.
   *
   * @param name its name
   * @return the flow
   * @throws IllegalArgumentException if the name is blank
   */
  public static UnorderedFlow named(String name) {
    return new UnorderedFlow(FlowMembers.named(name));
  }

  /**
   * This flow with one more element.
   *
   * @param element an atom or a flow
   * @return a new flow
   */
  public UnorderedFlow add(FlowElement element) {
    return new UnorderedFlow(members.with(element));
  }

  /**
   * This flow guarded by a retry controller.
   *
   * @param controller the controller
   * @return a new flow
   * @throws InvalidFlowException if it is guarded already
   */
  public UnorderedFlow retry(RetryAtom controller) {
    return new UnorderedFlow(members.guardedBy(controller));
  }

  @Override
  public UnorderedFlow decider(ElementDecider decider) {
    return new UnorderedFlow(members.decidedBy(decider));
  }

  @Override
  public List<ElementDecider> deciders() {
    return members.deciders();
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
}
