package io.backstitch;

import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A flow made up from a number: patterns nested in each other, data between the elements of graphs,
 * some atoms that fail, some without a revert. The same number makes the same flow, and each run of
 * it writes down what is called.
 */
final class RandomFlow {

  private static final Symbol<Integer> RESULT = Symbol.of("result", int.class);

  final Set<String> failing = new HashSet<>();
  final Set<String> withoutRevert = new HashSet<>();
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final Set<String> undoneWithResult = ConcurrentHashMap.newKeySet();
  final DynamicFlow flow;

  private final Random random;
  private final double failureRate;
  private int atoms;

  RandomFlow(long seed, double failureRate) {
    this.random = new Random(seed);
    this.failureRate = failureRate;
    this.flow = DynamicFlow.of(pattern("f", 3));
  }

  BoundFlow<?> bound() {
    return flow.with(Map.of());
  }

  private FlowPattern pattern(String name, int depth) {
    int size = random.nextInt(5);
    return switch (random.nextInt(3)) {
      case 0 -> {
        LinearFlow linear = LinearFlow.named(name);
        for (int i = 0; i < size; i++) {
          linear = linear.add(element(name + i, depth));
        }
        yield linear;
      }
      case 1 -> {
        UnorderedFlow unordered = UnorderedFlow.named(name);
        for (int i = 0; i < size; i++) {
          unordered = unordered.add(element(name + i, depth));
        }
        yield unordered;
      }
      default -> graph(name, depth, size);
    };
  }

  /** Elements that take from earlier ones, added in any order. */
  private GraphFlow graph(String name, int depth, int size) {
    List<FlowElement> elements = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Symbol<Integer>> symbols = new ArrayList<>();
    GraphFlow graph = GraphFlow.named(name);
    for (int i = 0; i < size; i++) {
      String element = name + i;
      if (depth > 0 && random.nextInt(4) == 0) {
        elements.add(pattern(element, depth - 1));
        if (!names.isEmpty() && random.nextBoolean()) {
          graph = graph.link(names.get(random.nextInt(names.size())), element);
        }
      } else {
        List<Symbol<Integer>> needs = new ArrayList<>(symbols);
        needs.removeIf(symbol -> random.nextBoolean());
        Symbol<Integer> symbol = Symbol.of("s" + element, int.class);
        elements.add(atom(element, needs, symbol));
        symbols.add(symbol);
      }
      names.add(element);
    }
    Collections.shuffle(elements, random);
    for (FlowElement element : elements) {
      graph = graph.add(element);
    }
    return graph;
  }

  private FlowElement element(String name, int depth) {
    return depth > 0 && random.nextInt(3) == 0
        ? pattern(name, depth - 1)
        : atom(name, List.of(), Symbol.of("s" + name, int.class));
  }

  private Atom atom(String name, List<Symbol<Integer>> needs, Symbol<Integer> provides) {
    boolean fails = random.nextDouble() < failureRate;
    boolean reverts = random.nextInt(6) > 0;
    int number = ++atoms;
    Atom.Builder builder =
        Atom.named(name).priority(random.nextInt(3)).provides(provides).version("1.0");
    needs.forEach(builder::requires);
    builder.executes(
        in -> {
          log.add("E:" + name);
          int sum = number;
          for (int i = 0; i < needs.size(); i++) {
            sum += in.get(i, needs.get(i));
          }
          log.add("e:" + name);
          if (fails) {
            throw new IllegalStateException("boom in " + name);
          }
          return sum;
        });
    if (reverts) {
      builder.reverts(
          in -> {
            log.add("R:" + name);
            Integer result = in.result(RESULT.type());
            if (result != null) {
              undoneWithResult.add(name);
            }
            log.add("r:" + name);
          });
    } else {
      withoutRevert.add(name);
    }
    if (fails) {
      failing.add(name);
    }
    return builder.build();
  }
}
