package io.backstitch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.backstitch.FlowDefinition;
import io.backstitch.FlowState;
import io.backstitch.InvalidFlowException;
import io.backstitch.engine.EngineOptions;
import io.backstitch.engine.VisitedRun;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.graph.BigFlow.Shape;
import io.backstitch.retry.Retries;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Flows of 100,000 atoms compile and run, and each atom and link costs what it costs in a small
 * flow. It is not time that is compared, but what is looked at and what memory is asked for, which
 * is the same each time.
 */
class ScaleTest {

  private static final int SMALL = 1_000;
  private static final int LARGE = 100_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What a run costs for each atom and link: memory, and how often it is looked at. */
  private record Cost(double bytes, double visits) {}

  /** A big flow, compiled without inputs. */
  private static final class Compiled extends FlowDefinition<Results> {

    private final BigFlow big;
    private long links;

    Compiled(Shape shape, int size) {
      this(new BigFlow(shape, size));
    }

    private Compiled(BigFlow big) {
      super("f", "1.0", big.pattern, List.of());
      this.big = big;
      for (int node = 0; node < graph().size(); node++) {
        links += 1 + graph().countAfter(node);
      }
    }

    double workPerLink() {
      return (double) graph().work() / links;
    }

    /** Runs it to its end, and tells how often a link is looked at. */
    double run(TaskExecutor executor) {
      big.executed.set(0);
      big.reverted.set(0);
      VisitedRun run = VisitedRun.of(graph(), executor, EngineOptions.DEFAULT);
      assertThat(run.state()).isEqualTo(FlowState.SUCCESS);
      assertThat(big.executed).hasPositiveValue();
      if (RETRIED.contains(big.shape)) {
        assertThat(big.reverted.get()).isBetween(1, big.executed.get() - 1);
      } else {
        assertThat(big.reverted).hasValue(0);
      }
      return perLink(run.visits());
    }

    /** Runs it to the end, where it fails, and back, and tells what that takes. */
    Cost runAndFail(TaskExecutor executor) {
      big.executed.set(0);
      big.reverted.set(0);
      big.fails = true;
      long before = THREADS.getCurrentThreadAllocatedBytes();
      VisitedRun run = VisitedRun.of(graph(), executor, EngineOptions.DEFAULT);
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      big.fails = false;
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
      assertThat(big.executed).hasPositiveValue();
      assertThat(big.reverted).hasValue(big.executed.get());
      return new Cost(perLink(bytes), perLink(run.visits()));
    }

    private double perLink(long cost) {
      // Whatever is counted, it is done at least once for each.
      assertThat(cost).isGreaterThanOrEqualTo(links);
      return (double) cost / links;
    }

    @Override
    protected Results outcome(Results results) {
      return results;
    }
  }

  /** Those that run differently; the others are made of the same. */
  private static final Set<Shape> RUN =
      EnumSet.of(
          Shape.LINEAR,
          Shape.UNORDERED,
          Shape.LAYERED,
          Shape.NESTED_LINEAR,
          Shape.NESTED_UNORDERED,
          Shape.NESTED_GRAPHS,
          Shape.RETRIED,
          Shape.RETRIED_IN_LINE,
          Shape.RETRIED_BESIDE,
          Shape.DECIDED);

  private static final Set<Shape> RETRIED =
      EnumSet.of(Shape.RETRIED, Shape.RETRIED_IN_LINE, Shape.RETRIED_BESIDE);

  @ParameterizedTest
  @EnumSource
  void aLinkCostsTheSameInALargeFlow(Shape shape) {
    Compiled small = new Compiled(shape, SMALL);
    Compiled large = new Compiled(shape, LARGE);
    assertThat(large.workPerLink()).isLessThan(1.1 * small.workPerLink());
    if (RUN.contains(shape)) {
      TaskExecutor serial = TaskExecutor.serial();
      Cost ofLarge = large.runAndFail(serial);
      Cost ofSmall = small.runAndFail(serial);
      assertThat(ofLarge.bytes()).isLessThan(1.5 * ofSmall.bytes());
      assertThat(ofLarge.visits()).isLessThan(1.1 * ofSmall.visits());
      try (TaskExecutor threads = TaskExecutor.threads(2)) {
        assertThat(large.run(threads)).isLessThan(1.1 * small.run(threads));
      }
    }
  }

  /** Each failure breaks the run off, which takes out what has not started. */
  @Test
  void manyFailuresThatNobodyResolvesAreNotALookAtTheWholeFlowEach() {
    EngineOptions options = EngineOptions.DEFAULT.neverResolve(true);
    UnorderedFlow flow = UnorderedFlow.named("f");
    assertThat(visitsPerFailure(flow, LARGE / 10, options))
        .isLessThan(1.1 * visitsPerFailure(flow, SMALL, options));
  }

  /** The first of them dooms all that the controller guards; the others are told to it. */
  @Test
  void manyFailuresOfAnAttemptAreNotALookAtAllThatIsTriedAgainEach() {
    UnorderedFlow flow = UnorderedFlow.named("f").retry(Retries.times(3));
    assertThat(visitsPerFailure(flow, LARGE / 10, EngineOptions.DEFAULT))
        .isLessThan(1.1 * visitsPerFailure(flow, SMALL, EngineOptions.DEFAULT));
  }

  private static double visitsPerFailure(UnorderedFlow start, int size, EngineOptions options) {
    UnorderedFlow flow = start;
    for (int i = 0; i < size; i++) {
      flow =
          flow.add(
              Atom.named("a" + i)
                  .executes(
                      in -> {
                        throw new IllegalStateException("as it was told");
                      })
                  .build());
    }
    VisitedRun run =
        VisitedRun.of(
            CompiledFlow.compile("f", flow), TaskExecutor.serial(), options.wholeRounds(true));
    assertThat(run.state()).isNotEqualTo(FlowState.SUCCESS);
    return (double) run.visits() / size;
  }

  @Test
  void whatARetryControllerGuardsIsFoundWithoutLookingAtTheWholeFlow() {
    Compiled small = new Compiled(Shape.RETRIED, SMALL);
    Compiled large = new Compiled(Shape.RETRIED, LARGE);
    assertThat(bytesToFindGuarded(large)).isLessThan(1.5 * bytesToFindGuarded(small));
  }

  @Test
  void aLoopAtTheEndOfALargeFlowIsFound() {
    GraphFlow flow = GraphFlow.named("f");
    for (int i = 0; i < LARGE; i++) {
      flow = flow.add(Atom.named("a" + i).executes(in -> null).build());
      flow = i == 0 ? flow : flow.link("a" + (i - 1), "a" + i);
    }
    GraphFlow loop = flow.link("a" + (LARGE - 1), "a" + (LARGE - 2));
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> CompiledFlow.compile("f", loop))
        .withMessageContaining("a99998 -> a99999 -> a99998");
  }

  @Test
  void theLinksOfALargeFlowAreShown() {
    CompiledFlow large = new Compiled(Shape.NESTED_LINEAR, LARGE).graph();
    assertThat(large.asGraph().links()).hasSize(LARGE - 1);
    assertThat(large.asGraph().plan()).hasSize(LARGE);
  }

  private static double bytesToFindGuarded(Compiled flow) {
    CompiledFlow graph = flow.graph();
    int controllers = 0;
    int guarded = 0;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int node = 0; node < graph.size(); node++) {
      Atom atom = graph.atom(node);
      if (atom != null && atom.controller() != null) {
        controllers++;
        guarded += graph.reachableFrom(node).length;
      }
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    // Ten atoms, and the end of their flow.
    assertThat(guarded).isEqualTo(11 * controllers);
    return (double) bytes / controllers;
  }
}
