package io.backstitch;

import io.backstitch.ModelFlow.Group;
import io.backstitch.ModelFlow.Part;
import io.backstitch.ModelFlow.Retry;
import io.backstitch.ModelFlow.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An atom of a {@link ReferenceModel}, or where a flow begins or ends. */
final class ModelNode {

  /** What a node is there for. */
  enum Role {
    TASK,
    CONTROLLER,
    BEGIN,
    END
  }

  final Part part;
  final Role role;
  final List<ModelNode> next = new ArrayList<>();
  AtomState state = AtomState.PENDING;
  Intention intention = Intention.EXECUTE;
  @Nullable Integer value;

  /** Whether its method was called: only then there is something to revert. */
  boolean wasCalled;

  /** How often a controller was executed since its flow was undone for good. */
  int tried;

  int revertFailures;

  /** What had failed when it was decided that this is reverted. */
  List<String> failuresBefore = List.of();

  ModelNode(Part part, Role role) {
    this.part = part;
    this.role = role;
  }

  boolean isAtom() {
    return role == Role.TASK || role == Role.CONTROLLER;
  }

  String name() {
    if (role == Role.TASK) {
      return part.fullName();
    }
    Group group = (Group) part;
    return (group.isDefinition ? group.fullName() + "/" + group.name : group.fullName()) + "_retry";
  }

  int priority() {
    return part instanceof Task task ? task.priority : retry().priority();
  }

  @Nullable Task task() {
    return part instanceof Task task ? task : null;
  }

  Retry retry() {
    return Objects.requireNonNull(((Group) part).retry);
  }

  /** Whether it lets those after it start. */
  boolean isPassed() {
    return (state == AtomState.SUCCESS || state == AtomState.IGNORE)
        && (intention == Intention.EXECUTE || intention == Intention.IGNORE);
  }

  /** Whether it keeps those before it from being undone. */
  boolean hasSomethingToUndo() {
    return state != AtomState.PENDING && state != AtomState.REVERTED && state != AtomState.IGNORE;
  }

  /** As if it had never started. */
  void reset() {
    state = AtomState.PENDING;
    intention = Intention.EXECUTE;
    value = null;
    wasCalled = false;
  }
}
