package io.backstitch.graph;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.retry.Retries;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Flows of any size, one of each shape that is easily made to cost more than its size. */
final class BigFlow {

  enum Shape {
    /** One after the other, each taking from the one before. */
    LINEAR,
    /** All beside each other. */
    UNORDERED,
    /** A graph of up to 1,000 beside each other, each taking three values of the layer before. */
    LAYERED,
    /** The same, linked as TaskFlow does. */
    LAYERED_STRICTLY,
    /** The same, every other atom linked to what was there before it only. */
    LAYERED_IN_TURNS,
    /** A graph linked by hand, with shortcuts. */
    LINKED,
    /** Linear flows in each other, a hundred atoms in each. */
    NESTED_LINEAR,
    /** Unordered flows in each other, a hundred atoms in each. */
    NESTED_UNORDERED,
    /** Graphs in each other, a hundred atoms in each, which take from those around and inside. */
    NESTED_GRAPHS,
    /** Beside each other flows of ten atoms that are tried twice. */
    RETRIED,
    /** One after the other flows of ten atoms that are tried twice. */
    RETRIED_IN_LINE,
    /** Beside each other flows of ten atoms beside each other that are tried twice. */
    RETRIED_BESIDE,
    /** Pairs, of which a decider skips the second. */
    DECIDED,
    /** A graph in a line, in which each takes what there is of values farther away. */
    OPTIONAL,
    /** One after the other, each providing the same symbol and taking it from the one before. */
    ONE_SYMBOL,
    /** The same when each of them may be ignored. */
    ONE_SYMBOL_DECIDED,
    /** The same in a graph that is linked by hand. */
    ONE_SYMBOL_LINKED,
    /** Atoms beside each other that take a symbol which a line of others provide. */
    ONE_SYMBOL_FOR_ALL,
    /** A flow with many symbols, and beside it as many atoms which take one each. */
    MANY_FROM_ONE,
    /** One atom after all others, which takes what each of them provides. */
    ALL_FOR_ONE,
  }

  private static final List<Depth> DEPTHS = List.of(Depth.values());
  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final Symbol<Integer> TRY = Symbol.of("try", int.class);

  /** Whether one of the atoms fails when it is executed, one of the last. */
  volatile boolean fails;

  final AtomicInteger executed = new AtomicInteger();
  final AtomicInteger reverted = new AtomicInteger();
  final Shape shape;
  final FlowPattern pattern;
  private final int size;
  private int made;

  /**
   * Makes a flow.
   *
   * @param size how many atoms it has, a multiple of 1,000
   */
  BigFlow(Shape shape, int size) {
    this.shape = shape;
    this.size = size;
    this.pattern = make(shape);
  }

  private FlowPattern make(Shape shape) {
    return switch (shape) {
      case LINEAR -> linear();
      case UNORDERED -> unordered();
      case LAYERED -> layered();
      case LAYERED_STRICTLY -> layered().strict();
      case LAYERED_IN_TURNS -> inTurns(layered());
      case LINKED -> linked();
      case NESTED_LINEAR -> nestedLinear();
      case NESTED_UNORDERED -> nestedUnordered();
      case NESTED_GRAPHS -> nestedGraphs();
      case RETRIED -> retried();
      case RETRIED_IN_LINE -> retriedInLine();
      case RETRIED_BESIDE -> retriedBeside();
      case DECIDED -> decided();
      case OPTIONAL -> optional();
      case ONE_SYMBOL -> oneSymbol();
      case ONE_SYMBOL_DECIDED -> oneSymbolDecided();
      case ONE_SYMBOL_LINKED -> oneSymbolLinked();
      case ONE_SYMBOL_FOR_ALL -> oneSymbolForAll();
      case MANY_FROM_ONE -> manyFromOne();
      case ALL_FOR_ONE -> allForOne();
    };
  }

  private static Symbol<Integer> symbol(int number) {
    return Symbol.of("s" + number, int.class);
  }

  private AtomBuilder atom() {
    int number = made++;
    return Atom.named("a" + number)
        .executes(in -> execute(number))
        .reverts(in -> reverted.incrementAndGet());
  }

  private int execute(int number) {
    executed.incrementAndGet();
    if (fails && number == size - 1) {
      throw new IllegalStateException("as it was told");
    }
    return number;
  }

  private FlowPattern linear() {
    LinearFlow flow = LinearFlow.named("f");
    for (int i = 0; i < size; i++) {
      AtomBuilder atom = atom().provides(symbol(i));
      flow = flow.add((i == 0 ? atom : atom.requires(symbol(i - 1))).build());
    }
    return flow;
  }

  private FlowPattern unordered() {
    UnorderedFlow flow = UnorderedFlow.named("f");
    for (int i = 0; i < size; i++) {
      flow = flow.add(atom().provides(symbol(i)).build());
    }
    return flow;
  }

  private GraphFlow layered() {
    GraphFlow flow = GraphFlow.named("f");
    int width = size / 100;
    for (int i = 0; i < size; i++) {
      AtomBuilder atom = atom().provides(symbol(i));
      int before = (i / width - 1) * width;
      for (int k = 0; k < 3 && before >= 0; k++) {
        atom.requires(symbol(before + (i * 7 + k * 3) % width));
      }
      flow = flow.add(atom.build());
    }
    return flow;
  }

  private static GraphFlow inTurns(GraphFlow layered) {
    GraphFlow flow = GraphFlow.named("f").strict();
    boolean resolvesAll = true;
    for (FlowElement element : layered.elements()) {
      flow =
          resolvesAll
              ? flow.add(element)
              : flow.add(element, EnumSet.of(GraphFlow.Resolve.REQUIRED));
      resolvesAll = !resolvesAll;
    }
    return flow;
  }

  private FlowPattern linked() {
    GraphFlow flow = GraphFlow.named("f");
    for (int i = 0; i < size; i++) {
      flow = flow.add(atom().build());
      if (i > 0) {
        flow = flow.link("a" + (i - 1), "a" + i);
      }
      if (i > 7) {
        flow = flow.link("a" + (i - 7), "a" + i);
      }
    }
    return flow;
  }

  private FlowPattern nestedLinear() {
    LinearFlow inner = null;
    for (int level = 0; level < size / 100; level++) {
      LinearFlow flow = LinearFlow.named("f" + level);
      for (int i = 0; i < 100; i++) {
        if (i == 50 && inner != null) {
          flow = flow.add(inner);
        }
        AtomBuilder atom = atom();
        flow = flow.add(atom.provides(symbol(made)).build());
      }
      inner = flow;
    }
    return inner;
  }

  private FlowPattern nestedUnordered() {
    UnorderedFlow inner = null;
    for (int level = 0; level < size / 100; level++) {
      UnorderedFlow flow = UnorderedFlow.named("f" + level);
      for (int i = 0; i < 100; i++) {
        if (i == 50 && inner != null) {
          flow = flow.add(inner);
        }
        AtomBuilder atom = atom();
        flow = flow.add(atom.provides(symbol(made)).build());
      }
      inner = flow;
    }
    return inner;
  }

  private FlowPattern nestedGraphs() {
    GraphFlow inner = null;
    int levels = size / 100;
    for (int level = 0; level < levels; level++) {
      GraphFlow flow = GraphFlow.named("f" + level);
      if (inner != null) {
        flow = flow.add(inner);
      }
      for (int i = 0; i < 100; i++) {
        int number = made;
        AtomBuilder atom = atom().provides(symbol(number));
        if (i == 0) {
          atom.revertRequires(Symbol.of("around" + level, int.class));
        } else if (i == 1) {
          atom = Atom.named("b" + number).provides(Symbol.of("around" + (level - 1), int.class));
          atom.executes(in -> execute(number)).reverts(in -> reverted.incrementAndGet());
        } else if (i == 99 && level > 0) {
          // What the innermost provides.
          atom.requires(symbol(99));
        }
        if (i > 2) {
          atom.requires(symbol(number - 1));
        }
        flow = flow.add(atom.build());
      }
      inner = flow;
    }
    return inner.add(
        Atom.named("around")
            .provides(Symbol.of("around" + (levels - 1), int.class))
            .executes(in -> 1)
            .build());
  }

  private FlowPattern retried() {
    UnorderedFlow flow = UnorderedFlow.named("f");
    for (int i = 0; i < size / 10; i++) {
      flow = flow.add(triedInLine(i));
    }
    return flow;
  }

  private FlowPattern retriedInLine() {
    LinearFlow flow = LinearFlow.named("f");
    for (int i = 0; i < size / 10; i++) {
      flow = flow.add(triedInLine(i));
    }
    return flow;
  }

  /** Ten atoms, the last of which fails when it is tried for the first time. */
  private LinearFlow triedInLine(int number) {
    LinearFlow flow = LinearFlow.named("f" + number).retry(Retries.times(2).provides(TRY));
    for (int i = 0; i < 9; i++) {
      flow = flow.add(atom().build());
    }
    return flow.add(tried());
  }

  /** In each flow the first atom fails when it is tried for the first time. */
  private FlowPattern retriedBeside() {
    UnorderedFlow flow = UnorderedFlow.named("f");
    for (int i = 0; i < size / 10; i++) {
      UnorderedFlow inner =
          UnorderedFlow.named("f" + i).retry(Retries.times(2).provides(TRY)).add(tried());
      for (int k = 0; k < 9; k++) {
        inner = inner.add(atom().build());
      }
      flow = flow.add(inner);
    }
    return flow;
  }

  private Atom tried() {
    int number = made++;
    return Atom.named("a" + number)
        .requires(TRY)
        .executes(in -> tryOut(number, in))
        .reverts(in -> reverted.incrementAndGet())
        .build();
  }

  private int tryOut(int number, Arguments in) {
    int value = execute(number);
    if (in.get(0, TRY) == 1) {
      throw new IllegalStateException("as it was told");
    }
    return value;
  }

  private FlowPattern decided() {
    GraphFlow flow = GraphFlow.named("f");
    for (int i = 0; i < size; i += 2) {
      boolean isLast = i == size - 2;
      flow =
          flow.add(atom().build())
              .add(atom().provides(X).build())
              .link("a" + i, "a" + (i + 1), results -> fails && isLast, DEPTHS.get(i / 2 % 4));
    }
    return flow;
  }

  private FlowPattern optional() {
    GraphFlow flow = GraphFlow.named("f");
    for (int i = 0; i < size; i++) {
      AtomBuilder atom = atom().provides(symbol(i));
      if (i > 0) {
        atom.requires(symbol(i - 1));
      }
      // What comes before, through others; what comes after; and what is not there.
      flow =
          flow.add(
              atom.requiresOptional(symbol(i - 2))
                  .requiresOptional(symbol(i / 2))
                  .requiresOptional(symbol(i + 2))
                  .requiresOptional(symbol(-1))
                  .build());
    }
    return flow;
  }

  private LinearFlow oneSymbol() {
    LinearFlow flow = LinearFlow.named("line");
    for (int i = 0; i < size; i++) {
      AtomBuilder atom = atom().provides(X);
      flow = flow.add((i == 0 ? atom : atom.requires(X)).build());
    }
    return flow;
  }

  private FlowPattern oneSymbolDecided() {
    return GraphFlow.named("f")
        .add(Atom.named("first").executes(in -> null).build())
        .add(oneSymbol())
        .link("first", "line", results -> true, Depth.ALL);
  }

  private FlowPattern oneSymbolLinked() {
    GraphFlow flow = GraphFlow.named("f");
    for (int i = 0; i < size; i++) {
      AtomBuilder atom = atom();
      flow = flow.add((i % 2 == 0 ? atom.provides(X) : atom.requires(X)).build());
      if (i > 0) {
        flow = flow.link("a" + (i - 1), "a" + i);
      }
    }
    return flow;
  }

  private FlowPattern oneSymbolForAll() {
    GraphFlow flow = GraphFlow.named("f");
    for (int i = 0; i < size; i++) {
      boolean provides = i < size / 10;
      AtomBuilder atom = atom();
      flow = flow.add((provides ? atom.provides(X) : atom.requires(X)).build());
      if (provides && i > 0) {
        flow = flow.link("a" + (i - 1), "a" + i);
      }
    }
    return flow;
  }

  private FlowPattern manyFromOne() {
    GraphFlow flow = GraphFlow.named("f");
    UnorderedFlow many = UnorderedFlow.named("many");
    for (int i = 0; i < size / 2; i++) {
      many = many.add(atom().provides(symbol(i)).build());
    }
    flow = flow.add(many);
    for (int i = 0; i < size / 2; i++) {
      flow = flow.add(atom().requires(symbol(i)).build());
    }
    return flow;
  }

  private FlowPattern allForOne() {
    GraphFlow flow = GraphFlow.named("f");
    for (int i = 0; i < size - 1; i++) {
      flow = flow.add(atom().provides(symbol(i)).build());
    }
    AtomBuilder last = atom();
    for (int i = 0; i < size - 1; i++) {
      last.requires(symbol(i));
    }
    return flow.add(last.build());
  }
}
