package io.backstitch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who takes a symbol from whom, compared with the rule followed word by word on made-up flows. */
class BinderTest {

  private static final List<Symbol<Integer>> SYMBOLS =
      List.of(Symbol.of("x", int.class), Symbol.of("y", int.class), Symbol.of("z", int.class));

  private int compared;
  private int chained;

  @Test
  void whatIsTakenIsWhatIsSeenInOrder() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      boolean isDecided = random.nextBoolean();
      FlowPattern flow = new Maker(random, isDecided).make();
      compare(seed, flow);
    }
    assertThat(compared).isGreaterThan(10_000);
    assertThat(chained).isGreaterThan(500);
  }

  private void compare(int seed, FlowPattern flow) {
    CompiledFlow compiled = CompiledFlow.compile("f", flow, List.of());
    Outline outline = new Outline("f", flow, false, new Work());
    List<Integer> walked = new ArrayList<>();
    FlowWalk.visit(outline, walked::add, e -> {});
    for (int consumer : walked) {
      if (outline.element(consumer) instanceof Atom atom) {
        for (int i = 0; i < atom.requirements().size(); i++) {
          List<String> expected =
              seen(outline, walked, consumer, atom.requirements().get(i).source());
          List<String> found =
              taken(compiled, compiled.slots().argument(compiled.node(atom.name()), i));
          boolean inChains = found.size() > 1 || isChain(compiled, atom, i);
          assertThat(found)
              .as("seed %d, %s", seed, atom.name())
              .isEqualTo(inChains ? expected : expected.subList(0, Math.min(1, expected.size())));
          compared++;
          chained += found.size() > 1 ? 1 : 0;
        }
      }
    }
    for (Symbol<?> symbol : SYMBOLS) {
      List<String> all = seen(outline, walked, -1, symbol.name());
      if (!all.isEmpty()) {
        assertThat(taken(compiled, compiled.slots().result(symbol.name())).get(0))
            .isEqualTo(all.get(0));
      }
    }
  }

  private static boolean isChain(CompiledFlow flow, Atom atom, int index) {
    return flow.slots().argument(flow.node(atom.name()), index) < CompiledFlow.ABSENT;
  }

  private static List<String> taken(CompiledFlow flow, int slot) {
    List<String> names = new ArrayList<>();
    int at = slot;
    while (at < CompiledFlow.ABSENT) {
      names.add(flow.atom(flow.slots().providerOf(flow.slots().nearestOf(at))).name());
      at = flow.slots().fartherThan(at);
    }
    if (at > CompiledFlow.ABSENT) {
      names.add(flow.atom(flow.slots().providerOf(at)).name());
    }
    return names;
  }

  /** What provides a symbol to an atom, the nearest first; to what comes after the whole for -1. */
  private static List<String> seen(
      Outline outline, List<Integer> walked, int consumer, String symbol) {
    List<String> names = new ArrayList<>();
    for (int e : walked) {
      if (e == consumer) {
        break;
      }
      Atom retry = outline.retry(e);
      if (retry != null && provides(retry, symbol)) {
        if (isIn(outline, consumer, e) || isSeen(outline, e, consumer)) {
          names.add(retry.name());
        }
      }
      if (outline.element(e) instanceof Atom atom
          && provides(atom, symbol)
          && isSeen(outline, e, consumer)) {
        names.add(atom.name());
      }
    }
    Collections.reverse(names);
    return names;
  }

  private static boolean provides(Atom atom, String symbol) {
    return atom.provisions().stream().anyMatch(each -> each.symbol().name().equals(symbol));
  }

  private static boolean isIn(Outline outline, int element, int flow) {
    int at = element;
    while (at >= 0 && at != flow) {
      at = outline.parent(at);
    }
    return at == flow;
  }

  /** By the innermost flow around both. */
  private static boolean isSeen(Outline outline, int provider, int consumer) {
    if (consumer < 0) {
      return true;
    }
    int flow = outline.parent(provider);
    int from = provider;
    while (flow >= 0 && !isIn(outline, consumer, flow)) {
      from = flow;
      flow = outline.parent(flow);
    }
    int to = consumer;
    while (outline.parent(to) != flow) {
      to = outline.parent(to);
    }
    GraphOrder order = outline.order(flow);
    if (order == null) {
      return outline.element(flow) instanceof LinearFlow;
    }
    BitSet earlier = order.reachableBefore(order.positionOf(to));
    return earlier.get(order.positionOf(from));
  }

  /** Makes a flow up. */
  private static final class Maker {

    private final Random random;
    private final boolean isDecided;
    private int made;

    Maker(Random random, boolean isDecided) {
      this.random = random;
      this.isDecided = isDecided;
    }

    FlowPattern make() {
      GraphFlow graph =
          GraphFlow.named("root")
              .add(Atom.named("begin").executes(in -> null).build())
              .add(flow("main", 4));
      return isDecided
          ? graph.link("begin", "main", results -> true, Depth.ALL)
          : graph.link("begin", "main");
    }

    private FlowPattern flow(String name, int depth) {
      RetryAtom retry = random.nextInt(4) == 0 ? Retries.times(2) : null;
      if (retry != null && random.nextBoolean()) {
        retry = retry.provides(symbol());
      }
      int size = random.nextInt(5);
      switch (random.nextInt(3)) {
        case 0 -> {
          LinearFlow flow = LinearFlow.named(name);
          for (int i = 0; i < size; i++) {
            flow = flow.add(element(depth));
          }
          return retry == null ? flow : flow.retry(retry);
        }
        case 1 -> {
          UnorderedFlow flow = UnorderedFlow.named(name);
          for (int i = 0; i < size; i++) {
            flow = flow.add(element(depth));
          }
          return retry == null ? flow : flow.retry(retry);
        }
        default -> {
          GraphFlow flow = GraphFlow.named(name);
          List<FlowElement> elements = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            elements.add(element(depth));
            for (int k = 0; k < i; k++) {
              if (random.nextInt(3) == 0) {
                flow = flow.link(elements.get(k).name(), elements.get(i).name());
              }
            }
          }
          Collections.shuffle(elements, random);
          for (FlowElement each : elements) {
            flow = flow.add(each);
          }
          return retry == null ? flow : flow.retry(retry);
        }
      }
    }

    private FlowElement element(int depth) {
      int number = made++;
      if (depth > 0 && random.nextInt(3) == 0) {
        return flow("f" + number, depth - 1);
      }
      AtomBuilder atom = Atom.named("a" + number).executes(in -> null);
      if (random.nextInt(3) > 0) {
        atom.provides(symbol());
      }
      for (Symbol<Integer> symbol : SYMBOLS) {
        if (random.nextInt(3) == 0) {
          atom.requiresOptional(symbol);
        }
      }
      return atom.build();
    }

    private Symbol<Integer> symbol() {
      return SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    }
  }
}
