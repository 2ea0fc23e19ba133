package io.backstitch.flow;

import io.backstitch.InvalidFlowException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flow whose elements run one after the other, in the order in which they were added, and revert
 * in the opposite order.
 */
public final class LinearFlow implements FlowPattern {

  private final FlowMembers members;

  LinearFlow(FlowMembers members) {
    this.members = members;
  }

  /**
   * An empty flow.
   *
   * @param name its name
   * @return the flow
   * @throws IllegalArgumentException if the name is blank
   */
  public static LinearFlow named(String name) {
    return new LinearFlow(FlowMembers.named(name));
  }

  /**
   * This flow with one more element at its end.
   *
   * @param element an atom or a flow
   * @return a new flow
   */
  public LinearFlow add(FlowElement element) {
    return new LinearFlow(members.with(element));
  }

  /**
   * This flow guarded by a retry controller.
   *
   * @param controller the controller
   * @return a new flow
   * @throws InvalidFlowException if it is guarded already
   */
  public LinearFlow retry(RetryAtom controller) {
    return new LinearFlow(members.guardedBy(controller));
  }

  @Override
  public LinearFlow decider(ElementDecider decider) {
    return new LinearFlow(members.decidedBy(decider));
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
