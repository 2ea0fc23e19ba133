package io.backstitch.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of docs/machine.md: all that it shows is in this class, and does what it says. */
class MachinePageTest {

  private final Page page = new Page("machine.md");

  MachinePageTest() throws IOException {}

  enum State {
    NEW,
    PAYING,
    PACKING,
    SENT,
    CANCELLED
  }

  enum Event {
    PLACE,
    PAID,
    REFUSED,
    PACKED,
    CANCEL
  }

  static final class Order {

    static final StateMachine<State, Event, Order> MACHINE =
        StateMachine.<State, Event, Order>startingIn(State.NEW)
            .on(State.NEW, Event.PLACE, State.PAYING)
            .react(State.PAYING, Order::pay)
            .on(State.PAYING, Event.PAID, State.PACKING)
            .on(State.PAYING, Event.REFUSED, State.CANCELLED)
            .on(State.PACKING, Event.PACKED, State.SENT)
            .on(State.PACKING, Event.CANCEL, State.CANCELLED)
            .onEnter(State.CANCELLED, (order, event) -> order.tell("sorry: " + event))
            .endingIn(State.SENT, State.CANCELLED)
            .build();

    private final int price;
    private int purse;
    final List<String> told = new ArrayList<>();

    Order(int price, int purse) {
      this.price = price;
      this.purse = purse;
    }

    Event pay() {
      if (purse < price) {
        return Event.REFUSED;
      }
      purse -= price;
      return Event.PAID;
    }

    void tell(String what) {
      told.add(what);
    }
  }

  @Test
  void goesOnByItself() {
    Order order = new Order(5, 20);

    MachineRun<State, Event, Order> run = Order.MACHINE.begin(order);
    run.fire(Event.PLACE); // pays, and rests in PACKING
    run.fire(Event.PACKED);
    assert run.state() == State.SENT && run.isTerminated();

    assertThat(run.state()).isEqualTo(State.SENT);
    Order poor = new Order(5, 3);
    assertThat(Order.MACHINE.begin(poor).runToEnd(Event.PLACE)).isEqualTo(State.CANCELLED);
    assertThat(poor.told).containsExactly("sorry: REFUSED");
  }

  @Test
  void saysWhatIsAllowed() {
    MachineRun<State, Event, Order> run = Order.MACHINE.begin(new Order(5, 20));
    run.fire(Event.PLACE);
    assertThatThrownBy(() -> run.fire(Event.PLACE))
        .satisfies(thrown -> assertThat(page.blocks("text")).contains(thrown.getMessage() + "\n"));
  }

  @Test
  void goesStepByStep() {
    Order order = new Order(5, 20);
    List<Object> printed = new ArrayList<>();

    MachineRun<State, Event, Order> run = Order.MACHINE.begin(order);
    Steps<State, Event> steps = run.steps(Event.PLACE);
    while (steps.hasNext()) {
      Transition<State, Event> step = steps.next();
      printed.add(step);
    }

    assertThat(page.blocks("text")).contains(printed.get(0) + "\n" + printed.get(1) + "\n");
    assertThat(printed).hasSize(2);
  }

  static final StateMachine<String, String, Void> KETTLE =
      StateMachine.<String, String, Void>startingIn("cold")
          .on("cold", "heat", "warm")
          .on("warm", "boil", "hot")
          .build();

  static final StateMachine<String, String, Void> TEA =
      StateMachine.<String, String, Void>startingIn("idle")
          .on("idle", "tea", "heating")
          .on("heating", "ready", "brewing")
          .on("heating", "off", "idle")
          .nest("heating", KETTLE, "heat", Map.of("hot", "ready"))
          .build();

  @Test
  void nests() {
    MachineRun<String, String, Void> run = TEA.begin(null);
    run.fire("tea");
    assertThat(run.path()).containsExactly("heating", "warm");
    run.fire("boil");
    assertThat(run.path()).containsExactly("brewing");
    run = TEA.begin(null);
    run.fire("tea");
    run.fire("off");
    assertThat(run.state()).isEqualTo("idle");
  }

  @Test
  void isDerived() {
    StateMachine<State, Event, Order> strict =
        Order.MACHINE.toBuilder().redirect(State.PAYING, Event.REFUSED, State.NEW).build();
    MachineRun<State, Event, Order> run = strict.begin(new Order(5, 3));
    run.fire(Event.PLACE);
    assertThat(run.state()).isEqualTo(State.NEW);
  }

  @Test
  void isShownAsATable() {
    MachineRun<State, Event, Order> run = Order.MACHINE.begin(new Order(5, 20));
    run.fire(Event.PLACE);
    assertThat(page.blocks("text")).contains(run.toTable());
  }

  @Test
  void allCodeOfThePageIsHere() throws IOException {
    page.assertAllCodeIsIn(getClass());
  }
}
