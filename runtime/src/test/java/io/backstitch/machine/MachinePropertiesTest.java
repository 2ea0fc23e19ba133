package io.backstitch.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Machines made up at random do what a few nested maps would do. */
class MachinePropertiesTest {

  private enum Event {
    A,
    B,
    C,
    D
  }

  /** Answers of reactions, taken one after the other, and what was seen. */
  private static final class Context {
    final Random answers;
    final List<String> log = new ArrayList<>();

    Context(long seed) {
      answers = new Random(seed);
    }

    Object answer(List<Object> events) {
      int number = answers.nextInt(events.size() + 1);
      return number < events.size() ? events.get(number) : null;
    }
  }

  private static final class Made {
    final Map<Integer, Map<Object, Integer>> map = new HashMap<>();
    final List<Integer> reacting = new ArrayList<>();
    final List<Object> events = new ArrayList<>();
    final MachineBuilder<Integer, Object, Context> builder = StateMachine.startingIn(0);

    Made(Random random) {
      // Events of one enum are looked up in another way than others.
      boolean isEnum = random.nextBoolean();
      for (Event event : Event.values()) {
        events.add(isEnum || random.nextBoolean() ? event : event.name());
      }
      int size = 1 + random.nextInt(6);
      for (int from = 0; from < size; from++) {
        int state = from;
        builder.states(state);
        map.put(state, new HashMap<>());
        builder.onEnter(state, (context, event) -> context.log.add("+" + state + " " + event));
        builder.onExit(state, (context, event) -> context.log.add("-" + state + " " + event));
        if (random.nextBoolean()) {
          reacting.add(state);
          builder.react(state, context -> context.answer(events));
        }
      }
      for (int i = random.nextInt(20); i > 0; i--) {
        int from = random.nextInt(size);
        int to = random.nextInt(size);
        Object event = events.get(random.nextInt(events.size()));
        if (map.get(from).putIfAbsent(event, to) == null) {
          builder.on(from, event, to);
        }
      }
    }

    /** What firing an event does; returns the state after it. */
    int fire(int state, Object event, Context context) {
      int at = state;
      for (Object next = event; next != null; ) {
        Integer to = map.get(at).get(next);
        if (to == null) {
          context.log.add(
              "refused "
                  + next
                  + ", not "
                  + map.get(at).keySet().stream().map(String::valueOf).sorted().toList());
          return at;
        }
        context.log.add("-" + at + " " + next);
        context.log.add("+" + to + " " + next);
        at = to;
        next = reacting.contains(at) ? context.answer(events) : null;
      }
      return at;
    }
  }

  private static void fire(
      MachineRun<Integer, Object, Context> run, Object event, Context context, boolean stepwise) {
    try {
      if (stepwise) {
        run.steps(event).forEachRemaining(step -> assertThat(step.to()).isEqualTo(run.state()));
      } else {
        run.fire(event);
      }
    } catch (NoTransitionException e) {
      assertThat(e.state()).isEqualTo(run.state());
      context.log.add(
          "refused "
              + e.event()
              + ", not "
              + e.allowed().stream().map(String::valueOf).sorted().toList());
    }
  }

  @Property(tries = 500)
  void doesWhatMapsWouldDo(@ForAll long seed) {
    Random random = new Random(seed);
    Made made = new Made(random);
    StateMachine<Integer, Object, Context> machine = made.builder.build();
    if (random.nextBoolean()) {
      machine = machine.toBuilder().build();
    }
    Context expected = new Context(seed);
    Context actual = new Context(seed);
    MachineRun<Integer, Object, Context> run = machine.begin(actual);
    int state = 0;
    for (int i = 0; i < 20; i++) {
      Object event = made.events.get(random.nextInt(made.events.size()));
      assertThat(run.takes(event)).isEqualTo(made.map.get(state).containsKey(event));
      state = made.fire(state, event, expected);
      fire(run, event, actual, random.nextBoolean());
      assertThat(run.state()).isEqualTo(state);
      assertThat(run.isTerminated()).isEqualTo(made.map.get(state).isEmpty());
    }
    assertThat(actual.log).isEqualTo(expected.log);
  }
}
