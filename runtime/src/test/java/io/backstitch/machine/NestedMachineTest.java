package io.backstitch.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedMachineTest {

  private interface Place {}

  private enum Shop implements Place {
    EMPTY,
    PAYING,
    SHIPPING,
    CANCELLED,
    DONE
  }

  private enum Payment implements Place {
    NEW,
    ASKING,
    CHECKING,
    PAID,
    REFUSED
  }

  private enum Event {
    ORDER,
    ASK,
    ANSWER,
    OK,
    NOT_OK,
    PAID,
    REFUSED,
    CANCEL,
    SHIPPED
  }

  /** Its reactions read what is to come; without anything more, it rests. */
  private static StateMachine<Payment, Event, List<String>> payment() {
    return StateMachine.<Payment, Event, List<String>>startingIn(Payment.NEW)
        .on(Payment.NEW, Event.ASK, Payment.ASKING)
        .on(Payment.ASKING, Event.ANSWER, Payment.CHECKING)
        .on(Payment.CHECKING, Event.OK, Payment.PAID)
        .on(Payment.CHECKING, Event.NOT_OK, Payment.REFUSED)
        .react(Payment.CHECKING, log -> log.contains("poor") ? Event.NOT_OK : Event.OK)
        .onEnter(Payment.ASKING, (log, event) -> log.add("+asking " + event))
        .onExit(Payment.ASKING, (log, event) -> log.add("-asking " + event))
        .onExit(Payment.PAID, (log, event) -> log.add("-paid"))
        .endingIn(Payment.PAID, Payment.REFUSED)
        .build();
  }

  private static MachineBuilder<Place, Event, List<String>> shop() {
    return StateMachine.<Place, Event, List<String>>startingIn(Shop.EMPTY)
        .on(Shop.EMPTY, Event.ORDER, Shop.PAYING)
        .on(Shop.PAYING, Event.PAID, Shop.SHIPPING)
        .on(Shop.PAYING, Event.REFUSED, Shop.CANCELLED)
        .on(Shop.PAYING, Event.CANCEL, Shop.CANCELLED)
        .on(Shop.SHIPPING, Event.SHIPPED, Shop.DONE)
        .onEnter(Shop.PAYING, (log, event) -> log.add("+paying"))
        .onExit(Shop.PAYING, (log, event) -> log.add("-paying"))
        .nest(
            Shop.PAYING,
            payment(),
            Event.ASK,
            Map.of(Payment.PAID, Event.PAID, Payment.REFUSED, Event.REFUSED));
  }

  @Test
  void startsTheInnerMachineAndGoesOnAtItsEnd() {
    List<String> log = new ArrayList<>();
    MachineRun<Place, Event, List<String>> run = shop().build().begin(log);
    run.fire(Event.ORDER);
    assertThat(run.state()).isEqualTo(Shop.PAYING);
    assertThat(run.path()).containsExactly(Shop.PAYING, Payment.ASKING);
    assertThat(run.allowed())
        .containsExactly(Event.ANSWER, Event.PAID, Event.REFUSED, Event.CANCEL);
    run.fire(Event.ANSWER);
    assertThat(run.path()).containsExactly(Shop.SHIPPING);
    assertThat(log).containsExactly("+paying", "+asking ASK", "-asking ANSWER", "-paying");
  }

  @Test
  void tellsTheOuterMachineWhichEndItWas() {
    List<String> log = new ArrayList<>(List.of("poor"));
    MachineRun<Place, Event, List<String>> run = shop().build().begin(log);
    run.fire(Event.ORDER);
    assertThat(run.runToEnd(Event.ANSWER)).isEqualTo(Shop.CANCELLED);
  }

  @Test
  void leavesTheInnerMachineInTheMiddle() {
    List<String> log = new ArrayList<>();
    MachineRun<Place, Event, List<String>> run = shop().build().begin(log);
    run.fire(Event.ORDER);
    run.fire(Event.CANCEL);
    assertThat(run.path()).containsExactly(Shop.CANCELLED);
    assertThat(log).containsExactly("+paying", "+asking ASK", "-asking CANCEL", "-paying");
  }

  @Test
  void beginsTheInnerMachineAnewEachTime() {
    StateMachine<Place, Event, List<String>> machine =
        shop().redirect(Shop.PAYING, Event.REFUSED, Shop.PAYING).build();
    List<String> log = new ArrayList<>(List.of("poor"));
    MachineRun<Place, Event, List<String>> run = machine.begin(log);
    run.fire(Event.ORDER);
    run.fire(Event.ANSWER);
    assertThat(run.path()).containsExactly(Shop.PAYING, Payment.ASKING);
    log.remove("poor");
    run.fire(Event.ANSWER);
    assertThat(run.state()).isEqualTo(Shop.SHIPPING);
  }

  @Test
  void restsAtAnInnerEndThatMeansNothingOutside() {
    MachineRun<Place, Event, List<String>> run =
        StateMachine.<Place, Event, List<String>>startingIn(Shop.EMPTY)
            .on(Shop.EMPTY, Event.ORDER, Shop.PAYING)
            .on(Shop.PAYING, Event.SHIPPED, Shop.DONE)
            .nest(Shop.PAYING, payment(), Event.ASK, Map.of())
            .build()
            .begin(new ArrayList<>());
    run.fire(Event.ORDER);
    run.fire(Event.ANSWER);
    assertThat(run.path()).containsExactly(Shop.PAYING, Payment.PAID);
    assertThat(run.isTerminated()).isFalse();
    assertThat(run.allowed()).containsExactly(Event.SHIPPED);
    assertThat(run.runToEnd(Event.SHIPPED)).isEqualTo(Shop.DONE);
  }

  @Test
  void tellsTheStepsOfBoth() {
    MachineRun<Place, Event, List<String>> run = shop().build().begin(new ArrayList<>());
    List<String> steps = new ArrayList<>();
    run.steps(Event.ORDER).forEachRemaining(step -> steps.add(step.toString()));
    run.steps(Event.ANSWER).forEachRemaining(step -> steps.add(step.toString()));
    assertThat(steps)
        .containsExactly(
            "EMPTY --ORDER--> PAYING",
            "NEW --ASK--> ASKING",
            "ASKING --ANSWER--> CHECKING",
            "CHECKING --OK--> PAID",
            "PAYING --PAID--> SHIPPING");
  }

  @Test
  void saysWhereAllOfThemAreWhenAnEventMeansNothing() {
    MachineRun<Place, Event, List<String>> run = shop().build().begin(new ArrayList<>());
    run.fire(Event.ORDER);
    NoTransitionException refusal =
        catchThrowableOfType(NoTransitionException.class, () -> run.fire(Event.SHIPPED));
    assertThat(refusal)
        .hasMessage(
            "Event SHIPPED means nothing in state PAYING / ASKING;"
                + " it takes [ANSWER, PAID, REFUSED, CANCEL]");
    assertThat(refusal.state()).isEqualTo(Shop.PAYING);
    assertThat(refusal.path()).containsExactly(Shop.PAYING, Payment.ASKING);
    assertThat(run.path()).containsExactly(Shop.PAYING, Payment.ASKING);
  }

  @Test
  void nestsToAnyDepth() {
    StateMachine<String, String, List<String>> machine = level(1).build();
    for (int level = 2; level <= 4; level++) {
      machine = level(level).nest("in " + level, machine, "down", Map.of("end", "up")).build();
    }
    List<String> log = new ArrayList<>();
    MachineRun<String, String, List<String>> run = machine.begin(log);
    run.fire("down");
    assertThat(run.path()).containsExactly("in 4", "in 3", "in 2", "in 1");
    run.fire("up");
    assertThat(run.path()).containsExactly("end");
    assertThat(log).containsExactly("-1", "-2", "-3", "-4");

    log.clear();
    run = machine.begin(log);
    run.fire("down");
    run.fire("out 3");
    assertThat(run.path()).as("what leads out of a machine ends it").containsExactly("end");
    assertThat(log).containsExactly("-1", "-2", "-3", "-4");
  }

  private static MachineBuilder<String, String, List<String>> level(int level) {
    return StateMachine.<String, String, List<String>>startingIn("begin")
        .on("begin", "down", "in " + level)
        .on("in " + level, "up", "end")
        .on("in " + level, "out " + level, "end")
        .onExit("in " + level, (log, event) -> log.add("-" + level));
  }

  @Test
  void beginsInAStateThatIsAMachine() {
    MachineRun<Place, Event, List<String>> run =
        shop().build().begin(new ArrayList<>(), Shop.PAYING);
    assertThat(run.path()).containsExactly(Shop.PAYING, Payment.NEW);
    run.fire(Event.ASK);
    run.fire(Event.ANSWER);
    assertThat(run.state()).isEqualTo(Shop.SHIPPING);
  }

  @Test
  void hasBegunTheInnerMachineWhenEnteringFails() {
    MachineRun<String, String, List<String>> run =
        level(2)
            .nest("in 2", level(1).build(), "down", Map.of("end", "up"))
            .onEnter(
                "in 2",
                (log, event) -> {
                  throw new IllegalArgumentException();
                })
            .build()
            .begin(new ArrayList<>());
    assertThatIllegalArgumentException().isThrownBy(() -> run.fire("down"));
    assertThat(run.path()).containsExactly("in 2", "begin");
    run.fire("down");
    run.fire("up");
    assertThat(run.path()).containsExactly("end");
  }

  @Test
  void tellsWhichStatesAreMachines() {
    StateMachine<Place, Event, List<String>> machine = shop().build();
    assertThat(machine.nested(Shop.EMPTY)).isEmpty();
    assertThat(machine.nested(Shop.PAYING).orElseThrow().start()).isEqualTo(Payment.NEW);
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThatThrownBy(() -> shop().react(Shop.PAYING, log -> null).build())
        .isInstanceOf(InvalidMachineException.class)
        .hasMessageContaining("PAYING", "can have no reaction");
    assertThatThrownBy(() -> shop().nest(Shop.PAYING, payment(), Event.ASK, Map.of()))
        .isInstanceOf(DuplicateException.class)
        .hasMessage("State PAYING is a machine already");
    assertThatThrownBy(() -> shop().nest(Shop.DONE, payment(), Event.ASK, Map.of()).build())
        .isInstanceOf(InvalidMachineException.class)
        .hasMessage("State DONE is a machine, so something must lead out of it");
    assertThatThrownBy(() -> shop().nest(Shop.SHIPPING, payment(), Event.OK, Map.of()).build())
        .isInstanceOf(InvalidMachineException.class)
        .hasMessage(
            "The machine in state SHIPPING can't begin with OK,"
                + " which means nothing in its start state NEW");
    assertThatThrownBy(
            () ->
                shop()
                    .nest(
                        Shop.SHIPPING, payment(), Event.ASK, Map.of(Payment.ASKING, Event.SHIPPED)))
        .isInstanceOf(InvalidMachineException.class)
        .hasMessage(
            "The machine in state SHIPPING does not end in [ASKING]; its ends are [PAID, REFUSED]");
    assertThatThrownBy(
            () ->
                shop()
                    .nest(Shop.SHIPPING, payment(), Event.ASK, Map.of(Payment.PAID, Event.PAID))
                    .build())
        .isInstanceOf(InvalidMachineException.class)
        .hasMessage(
            "The machine in state SHIPPING gives PAID when it ends in PAID,"
                + " but state SHIPPING takes only [SHIPPED]");
  }

  // ---- Deeper than the stack of a thread ----

  private static final int DEEP = 10_000;

  /** Each machine is a state of the next one. */
  private static StateMachine<String, String, List<String>> deep(
      String hosting, Map<String, String> ends) {
    StateMachine<String, String, List<String>> machine = level().build();
    for (int i = 1; i < DEEP; i++) {
      machine = level().nest(hosting, machine, "go", ends).build();
    }
    return machine;
  }

  private static MachineBuilder<String, String, List<String>> level() {
    return StateMachine.<String, String, List<String>>startingIn("in")
        .on("in", "go", "work")
        .on("work", "leave", "out")
        .on("work", "stop", "out")
        .onExit("work", (log, event) -> log.add(event));
  }

  @Test
  void machinesMayBeNestedVeryDeep() {
    List<String> left = new ArrayList<>();
    MachineRun<String, String, List<String>> run = deep("work", Map.of("out", "leave")).begin(left);
    run.fire("go");
    assertThat(run.path()).hasSize(DEEP).containsOnly("work");
    assertThat(run.allowed()).containsExactly("leave", "stop");
    assertThat(run.takes("go")).isFalse();
    assertThat(run.runToEnd("leave")).isEqualTo("out");
    assertThat(left).hasSize(DEEP).containsOnly("leave");
  }

  @Test
  void allThatIsNestedIsLeftBeforeWhatIsAround() {
    List<String> left = new ArrayList<>();
    StateMachine<String, String, List<String>> machine =
        level()
            .on("work", "abort", "out")
            .nest("work", deep("work", Map.of()), "go", Map.of())
            .build();
    MachineRun<String, String, List<String>> run = machine.begin(left);
    run.fire("go");
    run.fire("abort");
    assertThat(run.path()).containsExactly("out");
    assertThat(left).hasSize(DEEP + 1).containsOnly("abort");
  }

  @Test
  void aRunMayBeginVeryDeep() {
    StateMachine<String, String, List<String>> machine = deep("in", Map.of());
    MachineRun<String, String, List<String>> run = machine.begin(new ArrayList<>());
    assertThat(run.path()).hasSize(DEEP).containsOnly("in");
    run.fire("go");
    assertThat(run.path()).hasSize(DEEP).endsWith("in", "work");
  }

  @Test
  void machinesNestedVeryDeepCanBeShown() {
    MachineRun<String, String, List<String>> run =
        deep("work", Map.of("out", "leave")).begin(new ArrayList<>());
    run.fire("go");
    String table = run.toTable();
    assertThat(table.lines().filter(line -> line.startsWith("@"))).hasSize(DEEP);
    assertThat(table)
        .contains(
            "\nwork / work:\n", "\n... / work / work / work / work / work / work / work / work:");
    String dot = run.machine().toDot("deep");
    assertThat(dot.lines().filter(line -> line.contains("subgraph"))).hasSize(DEEP - 1);
    assertThat(dot.chars().filter(c -> c == '{').count())
        .isEqualTo(dot.chars().filter(c -> c == '}').count());
  }
}
