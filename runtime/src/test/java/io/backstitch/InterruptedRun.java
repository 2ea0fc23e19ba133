package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.RunStore;
import io.backstitch.persistence.StoredRun;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run named "r" that has really been started, and was interrupted somewhere. */
final class InterruptedRun {

  private static final String ID = "r";

  private final Persistence persistence;

  private InterruptedRun(Persistence persistence) {
    this.persistence = persistence;
  }

  /**
   * Starts a run whose process dies.
   *
   * @param commits how many commits of the run are on the disk then, the one that starts it too
   */
  static InterruptedRun killed(
      Persistence persistence, DynamicFlow flow, Map<String, ?> inputs, int commits) {
    CrashingPersistence crashing =
        new CrashingPersistence(
            persistence, true, commits - 1, CrashingPersistence.Kind.AFTER_THE_COMMIT);
    try (Backstitch backstitch = open(crashing, flow)) {
      assertThat(catchThrowable(() -> backstitch.start(flow.with(inputs), ID).join())).isNotNull();
    }
    assertThat(crashing.hasCrashed()).isTrue();
    return new InterruptedRun(persistence);
  }

  /** Starts a run that is suspended when an atom of it is done. */
  static InterruptedRun suspended(
      Persistence persistence, DynamicFlow flow, Map<String, ?> inputs, String atom) {
    AtomicReference<@Nullable Backstitch> opened = new AtomicReference<>();
    RunListener suspender =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            if (transition.atom().equals(atom) && transition.to() == AtomState.SUCCESS) {
              opened.get().resume(ID).suspend();
            }
          }
        };
    try (Backstitch backstitch =
        Backstitch.builder(persistence)
            .executor(TaskExecutor.serial())
            .listener(suspender)
            .open()) {
      opened.set(backstitch);
      backstitch.register(flow);
      FlowRun<?> run = backstitch.start(flow.with(inputs), ID);
      assertThat(catchThrowable(run::join)).isInstanceOf(FlowStoppedException.class);
      assertThat(run.state()).isEqualTo(FlowState.SUSPENDED);
    }
    return new InterruptedRun(persistence);
  }

  private static Backstitch open(Persistence persistence, DynamicFlow flow) {
    return Backstitch.builder(persistence).executor(TaskExecutor.serial()).open().register(flow);
  }

  private static void awaitRest(FlowRun<?> run) {
    assertThat(run.completion().handle((outcome, error) -> true).toCompletableFuture().join())
        .isTrue();
  }

  /**
   * Carries on with a flow.
   *
   * @return the state in which it ends
   * @throws InvalidFlowException if it is refused
   */
  FlowState resume(DynamicFlow flow) {
    try (Backstitch backstitch = open(persistence, flow)) {
      FlowRun<?> run = backstitch.resume(ID);
      awaitRest(run);
      return run.state();
    }
  }

  /** Carries on with a flow in one process after the other, each of which dies after a commit. */
  FlowState resumeInPieces(DynamicFlow flow) {
    boolean isOver = false;
    while (!isOver) {
      CrashingPersistence crashing =
          new CrashingPersistence(persistence, true, 0, CrashingPersistence.Kind.AFTER_THE_COMMIT);
      try (Backstitch backstitch = open(crashing, flow)) {
        FlowRun<?> run = backstitch.resume(ID);
        awaitRest(run);
      }
      isOver = !crashing.hasCrashed();
    }
    return stored().state();
  }

  /** What {@link Backstitch#recover} says of it with a flow. */
  Recovery recover(DynamicFlow flow) {
    try (Backstitch backstitch = open(persistence, flow)) {
      return backstitch.recover();
    }
  }

  StoredRun stored() {
    try (RunStore store = persistence.open()) {
      return store.load(ID).orElseThrow();
    }
  }
}
