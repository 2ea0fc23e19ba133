package io.backstitch;

import io.backstitch.annotation.Depth;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A flow made up from a number: patterns nested in each other and tried several times, data and
 * deciders between the elements of graphs, some atoms that fail, some without a revert. The same
 * number makes the same flow, and each run of it writes down what is called.
 */
final class RandomFlow {

  private static final List<Depth> DEPTHS = List.of(Depth.values());
  private static final Symbol<Integer> RESULT = Symbol.of("result", int.class);

  final Set<String> failing = new HashSet<>();
  final Set<String> withoutRevert = new HashSet<>();
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final Set<String> undoneWithResult = ConcurrentHashMap.newKeySet();

  /** The idempotency key of every execution. */
  final List<String> keys = Collections.synchronizedList(new ArrayList<>());

  final DynamicFlow flow;

  private final Random random;
  private final double failureRate;
  private final boolean isStrict;
  private int atoms;
  boolean hasDeciders;

  RandomFlow(long seed, double failureRate) {
    this(seed, failureRate, false);
  }

  RandomFlow(long seed, double failureRate, boolean isStrict) {
    this.isStrict = isStrict;
    this.random = new Random(seed);
    this.failureRate = failureRate;
    this.flow = DynamicFlow.of(pattern("f", 3, null));
  }

  BoundFlow<?> bound() {
    return flow.with(Map.of());
  }

  /** Writes down, among what is called, what becomes of atoms: {@code SUCCESS:a}. */
  RunListener listener() {
    return new RunListener() {
      @Override
      public void onAtom(AtomTransition transition) {
        log.add(transition.to() + ":" + transition.atom());
      }
    };
  }

  /**
   * A flow with what is in it, perhaps tried several times.
   *
   * @param around what tells the number of the attempt at the flow around, or null
   */
  private FlowPattern pattern(String name, int depth, @Nullable Symbol<Integer> around) {
    boolean isRetried = random.nextInt(3) == 0;
    Symbol<Integer> attempt = isRetried ? Symbol.of("try" + name, int.class) : around;
    FlowPattern plain = plain(name, depth, attempt);
    if (!isRetried) {
      return plain;
    }
    RetryAtom retry =
        Retries.times(1 + random.nextInt(3)).provides(Symbol.of("try" + name, int.class));
    if (plain instanceof LinearFlow linear) {
      return linear.retry(retry);
    }
    return plain instanceof UnorderedFlow unordered
        ? unordered.retry(retry)
        : ((GraphFlow) plain).retry(retry);
  }

  private FlowPattern plain(String name, int depth, @Nullable Symbol<Integer> attempt) {
    int size = random.nextInt(5);
    return switch (random.nextInt(3)) {
      case 0 -> {
        LinearFlow linear = LinearFlow.named(name);
        for (int i = 0; i < size; i++) {
          linear = linear.add(element(name + i, depth, attempt));
        }
        yield linear;
      }
      case 1 -> {
        UnorderedFlow unordered = UnorderedFlow.named(name);
        for (int i = 0; i < size; i++) {
          unordered = unordered.add(element(name + i, depth, attempt));
        }
        yield unordered;
      }
      default -> graph(name, depth, size, attempt);
    };
  }

  /** Elements that take from earlier ones, added in any order. */
  private GraphFlow graph(String name, int depth, int size, @Nullable Symbol<Integer> attempt) {
    List<FlowElement> elements = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Symbol<Integer>> symbols = new ArrayList<>();
    GraphFlow graph = isStrict ? GraphFlow.named(name).strict() : GraphFlow.named(name);
    for (int i = 0; i < size; i++) {
      String element = name + i;
      if (depth > 0 && random.nextInt(4) == 0) {
        elements.add(pattern(element, depth - 1, attempt));
        if (!names.isEmpty() && random.nextBoolean()) {
          String from = names.get(random.nextInt(names.size()));
          boolean goesOn = random.nextInt(3) > 0;
          graph = graph.link(from, element, results -> goesOn, DEPTHS.get(random.nextInt(4)));
          hasDeciders |= !goesOn;
        }
      } else {
        List<Symbol<Integer>> needs = new ArrayList<>(symbols);
        needs.removeIf(symbol -> random.nextBoolean());
        Symbol<Integer> symbol = Symbol.of("s" + element, int.class);
        elements.add(atom(element, needs, symbol, attempt));
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

  private FlowElement element(String name, int depth, @Nullable Symbol<Integer> attempt) {
    FlowElement element =
        depth > 0 && random.nextInt(3) == 0
            ? pattern(name, depth - 1, attempt)
            : atom(name, List.of(), Symbol.of("s" + name, int.class), attempt);
    return random.nextInt(12) == 0 ? decided(element) : element;
  }

  private FlowElement decided(FlowElement element) {
    boolean goesOn = random.nextBoolean();
    hasDeciders |= !goesOn;
    ElementDecider decider =
        ElementDecider.of(in -> goesOn).depth(DEPTHS.get(random.nextInt(DEPTHS.size())));
    if (element instanceof Atom atom) {
      return atom.decider(decider);
    }
    if (element instanceof LinearFlow linear) {
      return linear.decider(decider);
    }
    return element instanceof UnorderedFlow unordered
        ? unordered.decider(decider)
        : ((GraphFlow) element).decider(decider);
  }

  private Atom atom(
      String name,
      List<Symbol<Integer>> needs,
      Symbol<Integer> provides,
      @Nullable Symbol<Integer> attempt) {
    boolean fails = random.nextDouble() < failureRate;
    int failures = fails && attempt != null ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
    boolean reverts = random.nextInt(6) > 0;
    int number = ++atoms;
    AtomBuilder builder =
        Atom.named(name).priority(random.nextInt(3)).provides(provides).version("1.0");
    needs.forEach(builder::requires);
    if (attempt != null) {
      builder.requires(attempt);
    }
    builder.executes(
        in -> {
          log.add("E:" + name);
          keys.add(in.context().idempotencyKey());
          int sum = number;
          for (int i = 0; i < needs.size(); i++) {
            sum += in.get(i, needs.get(i));
          }
          log.add("e:" + name);
          if (fails && (attempt == null || in.get(needs.size(), attempt) <= failures)) {
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
