package io.backstitch.benchmarks.crash;

import io.backstitch.DynamicFlow;
import io.backstitch.FlowFailedException;
import io.backstitch.FlowState;
import io.backstitch.TaskContext;
import io.backstitch.benchmarks.crash.Ledger.Entry;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.retry.Retries;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A flow made up from a number, the same in each process: patterns in patterns, data from atom to
 * atom, some atoms that fail in the first attempts of a retry, some that always fail, some lazy.
 * How it ends, and with which values, does not depend on the order in which threads come along.
 */
final class CrashFlow {

  /**
   * How a run ends.
   *
   * @param values what was provided, by symbol; empty unless it ends as SUCCESS
   */
  record End(FlowState state, Map<String, Long> values) {}

  private static final int DEPTH = 3;
  private static final int MAX_SIZE = 4;
  private static final int ALWAYS = Integer.MAX_VALUE;

  private final Random random;
  private final @Nullable Ledger ledger;
  private final boolean hasDatabase;
  private final List<Symbol<Long>> provided = new ArrayList<>();
  private final DynamicFlow flow;

  /**
   * Makes it up.
   *
   * @param ledger where calls are written down, or null if they are not
   * @param hasDatabase whether some atoms write into the database of their run, too
   */
  CrashFlow(long seed, @Nullable Ledger ledger, boolean hasDatabase) {
    this.random = new Random(seed);
    this.ledger = ledger;
    this.hasDatabase = hasDatabase;
    this.flow = DynamicFlow.of(pattern(name(seed), DEPTH, new ArrayList<>(), null));
  }

  private static String name(long seed) {
    return "crash-" + seed;
  }

  DynamicFlow flow() {
    return flow;
  }

  /** Whether an atom writes into the database of its run, if that has one. */
  static boolean writesEntries(String atom) {
    return atom.hashCode() % 2 == 0;
  }

  /** Whether the result of an atom is stored with what comes next, and there is nothing to undo. */
  static boolean isLazy(String atom) {
    return atom.hashCode() % 3 == 1 && !writesEntries(atom);
  }

  /** How a run ends that nothing interrupts. */
  static End expected(long seed) {
    CrashFlow undisturbed = new CrashFlow(seed, null, false);
    try {
      return undisturbed.success(undisturbed.flow.with(Map.of()).run(TaskExecutor.serial()));
    } catch (FlowFailedException e) {
      return new End(e.state(), Map.of());
    }
  }

  End success(Results results) {
    Map<String, Long> values = new TreeMap<>();
    for (Symbol<Long> symbol : provided) {
      values.put(symbol.name(), results.get(symbol));
    }
    return new End(FlowState.SUCCESS, values);
  }

  /**
   * A flow with what is in it.
   *
   * @param visible what is provided before it; what it provides is added
   * @param around tells the attempt at the nearest flow around that is tried again, if there is one
   */
  private FlowPattern pattern(
      String name, int depth, List<Symbol<Long>> visible, @Nullable Symbol<Integer> around) {
    RetryAtom retry = null;
    Symbol<Integer> attempt = around;
    if (random.nextInt(3) == 0) {
      attempt = Symbol.of(name + "-attempt", int.class);
      retry = Retries.times(1 + random.nextInt(3)).provides(attempt);
    }
    int size = 1 + random.nextInt(MAX_SIZE);
    switch (random.nextInt(3)) {
      case 0 -> {
        LinearFlow linear = LinearFlow.named(name);
        for (int i = 0; i < size; i++) {
          linear = linear.add(element(name + "-" + i, depth, visible, attempt));
        }
        return retry == null ? linear : linear.retry(retry);
      }
      case 1 -> {
        UnorderedFlow unordered = UnorderedFlow.named(name);
        List<Symbol<Long>> before = List.copyOf(visible);
        for (int i = 0; i < size; i++) {
          List<Symbol<Long>> after = new ArrayList<>(before);
          unordered = unordered.add(element(name + "-" + i, depth, after, attempt));
          visible.addAll(after.subList(before.size(), after.size()));
        }
        return retry == null ? unordered : unordered.retry(retry);
      }
      default -> {
        GraphFlow graph = GraphFlow.named(name);
        for (int i = 0; i < size; i++) {
          graph = graph.add(element(name + "-" + i, depth, visible, attempt));
        }
        return retry == null ? graph : graph.retry(retry);
      }
    }
  }

  private FlowElement element(
      String name, int depth, List<Symbol<Long>> visible, @Nullable Symbol<Integer> attempt) {
    return depth > 1 && random.nextInt(3) == 0
        ? pattern(name, depth - 1, visible, attempt)
        : atom(name, visible, attempt);
  }

  private Atom atom(String name, List<Symbol<Long>> visible, @Nullable Symbol<Integer> attempt) {
    List<Symbol<Long>> taken = new ArrayList<>();
    for (int i = 0; i < Math.min(2, visible.size()); i++) {
      Symbol<Long> symbol = visible.get(random.nextInt(visible.size()));
      if (!taken.contains(symbol)) {
        taken.add(symbol);
      }
    }
    int failures = failures(attempt != null);
    Symbol<Long> result = Symbol.of(name, long.class);
    AtomBuilder atom = Atom.named(name).provides(result);
    taken.forEach(atom::requires);
    if (attempt != null) {
      atom.requires(attempt);
    }
    atom.executes(
        in -> {
          begin(name, in);
          int now = attempt == null ? 1 : in.get(taken.size(), attempt);
          if (now <= failures) {
            write(Entry.THROWN, in.context());
            throw new IllegalStateException(name + " fails in attempt " + now);
          }
          long value = value(name, taken, in);
          write(Entry.END, in.context());
          return value;
        });
    if (isLazy(name)) {
      atom.lazy();
    } else {
      atom.reverts(
          in -> {
            begin(name, in);
            write(Entry.END, in.context());
          });
    }
    if (hasDatabase && writesEntries(name)) {
      atom.transactional().transactionalRevert();
    }
    provided.add(result);
    visible.add(result);
    return atom.build();
  }

  /** In how many attempts an atom fails, from the first on. */
  private int failures(boolean isTriedAgain) {
    int dice = random.nextInt(30);
    return dice == 0 ? ALWAYS : isTriedAgain && dice < 5 ? 1 + random.nextInt(2) : 0;
  }

  private static long value(String name, List<Symbol<Long>> taken, Arguments in) {
    long value = name.hashCode();
    for (int i = 0; i < taken.size(); i++) {
      value = 31 * value + Objects.hashCode(in.get(i, taken.get(i)));
    }
    return value;
  }

  private void begin(String name, Arguments in) throws SQLException {
    write(Entry.BEGIN, in.context());
    if (hasDatabase && writesEntries(name)) {
      Entries.add(in.connection(), in.context().idempotencyKey());
    }
  }

  private void write(Entry entry, TaskContext context) {
    if (ledger != null) {
      ledger.write(entry, context.idempotencyKey());
    }
  }
}
