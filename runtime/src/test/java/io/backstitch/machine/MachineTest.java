package io.backstitch.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MachineTest {

  private enum Light {
    RED,
    GREEN,
    YELLOW,
    OFF
  }

  private enum Signal {
    NEXT,
    BREAK
  }

  /** Has constants at the same places as {@link Signal}. */
  private enum Other {
    SAME_PLACE
  }

  private static MachineBuilder<Light, Signal, List<String>> light() {
    return StateMachine.<Light, Signal, List<String>>startingIn(Light.RED)
        .on(Light.RED, Signal.NEXT, Light.GREEN)
        .on(Light.GREEN, Signal.NEXT, Light.YELLOW)
        .on(Light.YELLOW, Signal.NEXT, Light.RED)
        .on(Light.GREEN, Signal.BREAK, Light.OFF);
  }

  @Test
  void goesWhereEventsLead() {
    MachineRun<Light, Signal, List<String>> run = light().build().begin(new ArrayList<>());
    assertThat(run.state()).isEqualTo(Light.RED);
    run.fire(Signal.NEXT);
    assertThat(run.state()).isEqualTo(Light.GREEN);
    assertThat(run.isTerminated()).isFalse();
    assertThat(run.allowed()).containsExactly(Signal.NEXT, Signal.BREAK);
    run.fire(Signal.BREAK);
    assertThat(run.state()).isEqualTo(Light.OFF);
    assertThat(run.isTerminated()).isTrue();
    assertThat(run.allowed()).isEmpty();
  }

  @Test
  void saysWhatIsAllowedWhenAnEventMeansNothing() {
    MachineRun<Light, Signal, List<String>> run = light().build().begin(new ArrayList<>());
    NoTransitionException refusal =
        catchThrowableOfType(NoTransitionException.class, () -> run.fire(Signal.BREAK));
    assertThat(refusal).hasMessage("Event BREAK means nothing in state RED; it takes [NEXT]");
    assertThat(refusal.state()).isEqualTo(Light.RED);
    assertThat(refusal.event()).isEqualTo(Signal.BREAK);
    assertThat(refusal.allowed()).containsExactly(Signal.NEXT);
    assertThat(run.state()).isEqualTo(Light.RED);
    run.fire(Signal.NEXT);
    run.fire(Signal.BREAK);
    assertThatThrownBy(() -> run.fire(Signal.NEXT))
        .hasMessage("Event NEXT means nothing in state OFF, which is an end");
  }

  @Test
  void takesEventsOfAnyKindButNoneForAnother() {
    MachineRun<String, Object, Void> run =
        StateMachine.<String, Object, Void>startingIn("a")
            .on("a", Signal.NEXT, "b")
            .on("b", Signal.NEXT, "c")
            .on("b", "text", "a")
            .build()
            .begin(null);
    assertThat(run.takes(Other.SAME_PLACE)).isFalse();
    assertThat(run.takes("NEXT")).isFalse();
    assertThat(run.takes(Signal.BREAK)).isFalse();
    run.fire(Signal.NEXT);
    run.fire(String.join("", "te", "xt"));
    assertThat(run.state()).isEqualTo("a");
  }

  @Test
  void doesActionsOnTheWay() {
    List<String> log = new ArrayList<>();
    MachineBuilder<Light, Signal, List<String>> builder = light();
    for (Light light : Light.values()) {
      builder.onEnter(light, (to, event) -> to.add("enter " + light + " by " + event));
      builder.onExit(light, (to, event) -> to.add("exit " + light + " by " + event));
    }
    builder.react(
        Light.GREEN,
        to -> {
          to.add("react");
          return Signal.NEXT;
        });
    MachineRun<Light, Signal, List<String>> run = builder.build().begin(log);
    assertThat(log).as("nothing is called before the first event").isEmpty();
    run.fire(Signal.NEXT);
    assertThat(log)
        .containsExactly(
            "exit RED by NEXT",
            "enter GREEN by NEXT",
            "react",
            "exit GREEN by NEXT",
            "enter YELLOW by NEXT");
  }

  @Test
  void leavesAndEntersAStateThatLeadsToItself() {
    List<String> log = new ArrayList<>();
    StateMachine.<String, String, List<String>>startingIn("a")
        .on("a", "again", "a")
        .onExit("a", (to, event) -> to.add("exit"))
        .onEnter("a", (to, event) -> to.add("enter"))
        .build()
        .begin(log)
        .fire("again");
    assertThat(log).containsExactly("exit", "enter");
  }

  @Test
  void reactsInOneWayToAnEventAndInAnotherToTheRest() {
    StateMachine<String, String, List<String>> machine =
        StateMachine.<String, String, List<String>>startingIn("a")
            .on("a", "x", "b")
            .on("a", "y", "b")
            .on("b", "back", "a")
            .react("b", log -> said(log, "any", "back"))
            .react("b", "x", log -> said(log, "x", null))
            .build();
    List<String> log = new ArrayList<>();
    MachineRun<String, String, List<String>> run = machine.begin(log);
    run.fire("y");
    assertThat(run.state()).isEqualTo("a");
    run.fire("x");
    assertThat(run.state()).isEqualTo("b");
    assertThat(log).containsExactly("any", "x");
  }

  private static String said(List<String> log, String line, String next) {
    log.add(line);
    return next;
  }

  @Test
  void staysWhereItIsWhenLeavingFailsAndNotWhenEnteringDoes() {
    List<String> log = new ArrayList<>();
    MachineRun<Light, Signal, List<String>> run =
        light()
            .onExit(Light.RED, (to, event) -> fail(to, "exit"))
            .onEnter(Light.YELLOW, (to, event) -> fail(to, "enter"))
            .build()
            .begin(log);
    assertThatIllegalArgumentException().isThrownBy(() -> run.fire(Signal.NEXT));
    assertThat(run.state()).isEqualTo(Light.RED);
    run.fire(Signal.NEXT);
    assertThatIllegalArgumentException().isThrownBy(() -> run.fire(Signal.NEXT));
    assertThat(run.state()).isEqualTo(Light.YELLOW);
    run.fire(Signal.NEXT);
    assertThat(run.state()).isEqualTo(Light.RED);
  }

  /** Fails the first time. */
  private static void fail(List<String> log, String line) {
    if (!log.contains(line)) {
      log.add(line);
      throw new IllegalArgumentException(line);
    }
  }

  @Test
  void refusesAnEventFromWithin() {
    AtomicReference<MachineRun<Light, Signal, List<String>>> run = new AtomicReference<>();
    MachineBuilder<Light, Signal, List<String>> builder =
        light().onEnter(Light.GREEN, (log, event) -> run.get().fire(Signal.NEXT));
    run.set(builder.build().begin(new ArrayList<>()));
    assertThatThrownBy(() -> run.get().fire(Signal.NEXT))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("under way in state GREEN");
    run.get().fire(Signal.NEXT);
    assertThat(run.get().state()).isEqualTo(Light.YELLOW);
  }

  private static StateMachine<String, String, int[]> countdown() {
    return StateMachine.<String, String, int[]>startingIn("idle")
        .on("idle", "start", "counting")
        .on("counting", "tick", "counting")
        .on("counting", "zero", "over")
        .on("counting", "hold", "held")
        .on("held", "tick", "counting")
        .react("counting", left -> left[0]-- > 0 ? "tick" : "zero")
        .endingIn("over")
        .build();
  }

  @Test
  void runsToAnEnd() {
    assertThat(countdown().begin(new int[] {3}).runToEnd("start")).isEqualTo("over");
    MachineRun<Light, Signal, List<String>> run = light().build().begin(new ArrayList<>());
    NotAtEndException refusal =
        catchThrowableOfType(NotAtEndException.class, () -> run.runToEnd(Signal.NEXT));
    assertThat(refusal)
        .hasMessage(
            "The machine rests in state GREEN, which is no end; it waits for [NEXT, BREAK]");
    assertThat(refusal.state()).isEqualTo(Light.GREEN);
    assertThat(refusal.allowed()).containsExactly(Signal.NEXT, Signal.BREAK);
  }

  @Test
  void goesStepByStep() {
    MachineRun<String, String, int[]> run = countdown().begin(new int[] {1});
    List<String> steps = new ArrayList<>();
    run.steps("start").forEachRemaining(step -> steps.add(step.toString()));
    assertThat(steps)
        .containsExactly(
            "idle --start--> counting", "counting --tick--> counting", "counting --zero--> over");
  }

  @Test
  void takesAnotherEventBetweenStepsThanTheReactionGave() {
    MachineRun<String, String, int[]> run = countdown().begin(new int[] {5});
    Steps<String, String> steps = run.steps("start");
    assertThat(run.state()).isEqualTo("idle");
    assertThat(steps.next()).isEqualTo(new Transition<>("idle", "start", "counting"));
    assertThat(steps.upcoming()).contains("tick");
    steps.give("hold");
    assertThat(steps.next().to()).isEqualTo("held");
    assertThat(steps.hasNext()).isFalse();
    assertThat(steps.upcoming()).isEmpty();
    assertThatThrownBy(steps::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("held");
    steps.give("tick");
    assertThat(steps.next().to()).isEqualTo("counting");
  }

  @Test
  void beginsInAnyState() {
    MachineRun<Light, Signal, List<String>> run =
        light().build().begin(new ArrayList<>(), Light.YELLOW);
    run.fire(Signal.NEXT);
    assertThat(run.state()).isEqualTo(Light.RED);
    UnknownStateException refusal =
        catchThrowableOfType(
            UnknownStateException.class, () -> countdown().begin(new int[1], "idel"));
    assertThat(refusal)
        .hasMessage("There is no state idel; the states are [idle, counting, over, held]");
    assertThat(refusal.state()).isEqualTo("idel");
    assertThat(refusal.known()).containsExactly("idle", "counting", "over", "held");
  }

  @Test
  void tellsWhatItIsMadeOf() {
    StateMachine<String, String, int[]> machine = countdown();
    assertThat(machine.start()).isEqualTo("idle");
    assertThat(machine.states()).containsExactly("idle", "counting", "over", "held");
    assertThat(machine.ends()).containsExactly("over");
    assertThat(machine.events()).containsExactly("start", "tick", "zero", "hold");
    assertThat(machine.transitions())
        .hasSize(5)
        .contains(new Transition<>("held", "tick", "counting"));
    assertThat(machine.target("held", "tick")).contains("counting");
    assertThat(machine.target("held", "zero")).isEmpty();
    assertThatThrownBy(() -> machine.target("hold", "tick"))
        .isInstanceOf(UnknownStateException.class);
  }

  @Test
  void neverChangesOnceBuilt() {
    MachineBuilder<Light, Signal, List<String>> builder = light();
    StateMachine<Light, Signal, List<String>> machine = builder.build();
    builder.on(Light.OFF, Signal.NEXT, Light.RED);
    assertThat(machine.ends()).containsExactly(Light.OFF);
    assertThat(builder.build().ends()).isEmpty();
    assertThatThrownBy(() -> machine.states().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> machine.transitions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void derivesAnotherMachine() {
    StateMachine<Light, Signal, List<String>> machine = light().build();
    StateMachine<Light, Signal, List<String>> derived =
        machine.toBuilder()
            .startingIn(Light.YELLOW)
            .redirect(Light.YELLOW, Signal.NEXT, Light.OFF)
            .build();
    assertThat(derived.begin(List.of()).runToEnd(Signal.NEXT)).isEqualTo(Light.OFF);
    assertThat(machine.start()).isEqualTo(Light.RED);
    assertThat(machine.target(Light.YELLOW, Signal.NEXT)).contains(Light.RED);
    assertThatThrownBy(() -> machine.toBuilder().redirect(Light.RED, Signal.BREAK, Light.OFF))
        .isInstanceOf(NoTransitionException.class);
  }

  @Test
  void refusesWhatIsSaidTwice() {
    assertThatThrownBy(() -> light().on(Light.RED, Signal.NEXT, Light.OFF))
        .isInstanceOf(DuplicateException.class)
        .hasMessage("Event NEXT leads from RED to GREEN already, not to OFF");
    assertThatNoException().isThrownBy(() -> light().on(Light.RED, Signal.NEXT, Light.GREEN));
    assertThatThrownBy(() -> light().react(Light.RED, c -> null).react(Light.RED, c -> null))
        .isInstanceOf(DuplicateException.class);
    assertThatThrownBy(
            () ->
                light()
                    .react(Light.RED, Signal.NEXT, c -> null)
                    .react(Light.RED, Signal.NEXT, c -> null))
        .isInstanceOf(DuplicateException.class);
    assertThatThrownBy(
            () -> light().onEnter(Light.RED, (c, e) -> {}).onEnter(Light.RED, (c, e) -> {}))
        .isInstanceOf(DuplicateException.class);
    assertThatThrownBy(
            () -> light().onExit(Light.RED, (c, e) -> {}).onExit(Light.RED, (c, e) -> {}))
        .isInstanceOf(DuplicateException.class);
    assertThatThrownBy(() -> light().states(Light.RED, Light.OFF, Light.RED))
        .isInstanceOf(DuplicateException.class)
        .hasMessage("State RED is listed twice");
  }

  @Test
  void findsASlipOfThePenWhenAllStatesAreListed() {
    MachineBuilder<String, String, Void> builder =
        StateMachine.<String, String, Void>startingIn("open").states("open", "closed");
    builder.on("open", "close", "closed");
    assertThatThrownBy(() -> builder.on("closed", "open", "opne"))
        .isInstanceOf(UnknownStateException.class)
        .hasMessage("There is no state opne; the states are [open, closed]");
  }

  @Test
  void refusesEndsThatAreNone() {
    assertThatNoException().isThrownBy(() -> light().endingIn(Light.OFF).build());
    assertThatThrownBy(() -> light().endingIn(Light.OFF, Light.RED).build())
        .isInstanceOf(InvalidMachineException.class)
        .hasMessage("State RED is an end, but [NEXT] leads out of it");
    assertThatThrownBy(() -> countdown().toBuilder().on("held", "quit", "dead").build())
        .isInstanceOf(InvalidMachineException.class)
        .hasMessage("Nothing leads out of state dead, and it is not said to be an end");
  }

  @Test
  void refusesAReactionToWhatNeverComes() {
    assertThatThrownBy(() -> light().react(Light.RED, Signal.BREAK, c -> null).build())
        .isInstanceOf(InvalidMachineException.class)
        .hasMessage("State RED reacts to BREAK, but no BREAK leads to it");
  }
}
