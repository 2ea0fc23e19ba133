package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.annotation.Depth;
import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Part;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Results;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flows that are tried several times. */
class RetryTest {

  private static final Symbol<Integer> ATTEMPT = Symbol.of("attempt", int.class);
  private static final Symbol<String> MIRROR = Symbol.of("mirror", String.class);
  private static final Symbol<List<String>> MIRRORS =
      Symbol.of("mirrors", ValueType.of(List.class, ValueType.of(String.class)));

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  static Stream<TaskExecutor> executors() {
    return Stream.of(TaskExecutor.serial(), TaskExecutor.threads(3));
  }

  private Atom task(String name) {
    return failing(name, 0);
  }

  /** An atom that fails in its first executions, each of which undoes what it did. */
  private Atom failing(String name, int times) {
    return Atom.named(name)
        .executes(
            in -> {
              log.add(name + " " + in.context().idempotencyKey().replaceAll(".*/", ""));
              if (in.context().attempt() <= times) {
                throw new IllegalStateException(name + " failed");
              }
              return null;
            })
        .reverts(in -> log.add("undo " + name))
        .build();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void whoIsToldOfTheEndIsToldHowOftenItWasTried(TaskExecutor executor) {
    FlowPattern flow = LinearFlow.named("f").retry(Retries.times(3)).add(failing("a", 5));
    assertThatExceptionOfType(FlowFailedException.class)
        .isThrownBy(() -> run(flow, executor))
        .withMessageEndingWith("atom a: java.lang.IllegalStateException: a failed, in attempt 3");
  }

  private Results run(FlowPattern flow, TaskExecutor executor) {
    return DynamicFlow.of(flow).with(Map.of()).run(executor);
  }

  private FlowFailedException fails(FlowPattern flow, TaskExecutor executor) {
    return catchThrowableOfType(FlowFailedException.class, () -> run(flow, executor));
  }

  @ParameterizedTest
  @MethodSource("executors")
  void onlyWhatIsGuardedIsUndoneAndTriedAgain(TaskExecutor executor) {
    Results results =
        run(
            LinearFlow.named("f")
                .add(task("before"))
                .add(
                    LinearFlow.named("guarded")
                        .retry(Retries.times(3).provides(ATTEMPT))
                        .add(task("a"))
                        .add(failing("b", 1)))
                .add(task("after")),
            executor);
    assertThat(log)
        .containsExactly("before 1", "a 1", "b 1", "undo b", "undo a", "a 2", "b 2", "after 1");
    assertThat(results.get(ATTEMPT)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void whenAllAttemptsAreUsedUpEverythingIsUndone(TaskExecutor executor) {
    FlowFailedException failed =
        fails(
            LinearFlow.named("f")
                .add(task("before"))
                .add(LinearFlow.named("guarded").retry(Retries.times(2)).add(failing("b", 9))),
            executor);
    assertThat(log).containsExactly("before 1", "b 1", "undo b", "b 2", "undo b", "undo before");
    assertThat(failed.state()).isEqualTo(FlowState.REVERTED);
    assertThat(failed.failures()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aFlowAroundTriesAgainWhatANestedOneGaveUp(TaskExecutor executor) {
    run(
        LinearFlow.named("outer")
            .retry(Retries.times(2))
            .add(LinearFlow.named("inner").retry(Retries.times(2)).add(failing("a", 3))),
        executor);
    assertThat(log).containsExactly("a 1", "undo a", "a 2", "undo a", "a 3", "undo a", "a 4");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aControllerCanGiveUpForTheWholeRun(TaskExecutor executor) {
    fails(
        LinearFlow.named("outer")
            .retry(Retries.times(5))
            .add(LinearFlow.named("inner").retry(Retries.alwaysRevertAll()).add(failing("a", 1))),
        executor);
    assertThat(log).containsExactly("a 1", "undo a");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void eachValueIsTried(TaskExecutor executor) {
    Atom download =
        Atom.named("download")
            .requires(MIRROR)
            .executes(
                in -> {
                  log.add(in.get(0, MIRROR));
                  if (!in.get(0, MIRROR).equals("c")) {
                    throw new java.io.IOException("unreachable");
                  }
                  return null;
                })
            .build();
    FlowPattern fixed =
        LinearFlow.named("f")
            .retry(Retries.forEach(List.of("a", "c")).provides(MIRROR))
            .add(download);
    assertThat(run(fixed, executor).get(MIRROR)).isEqualTo("c");
    FlowPattern given =
        LinearFlow.named("f")
            .retry(Retries.parameterizedForEach(MIRRORS).provides(MIRROR))
            .add(download);
    DynamicFlow.of(given).with(Map.of("mirrors", List.of("b", "c"))).run(executor);
    assertThat(log).containsExactly("a", "c", "b", "c");
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void arraysAreTriedOneElementAfterTheOther(Object array, String tried) {
    Symbol<?> elements = Symbol.of("elements", array.getClass());
    Symbol<Object> element = Symbol.of("element", Object.class);
    Atom use =
        Atom.named("use")
            .requires(element)
            .executes(
                in -> {
                  log.add(in.get(0, element) + "");
                  throw new IllegalStateException("wrong");
                })
            .build();
    FlowPattern flow =
        LinearFlow.named("f")
            .retry(Retries.parameterizedForEachElement(elements).provides(element))
            .add(use);
    BoundFlow<Results> given = DynamicFlow.of(flow).with(Map.of("elements", array));
    assertThatExceptionOfType(FlowFailedException.class).isThrownBy(given::run);
    assertThat(log).hasToString(tried);
  }

  static Stream<Object[]> arrays() {
    return Stream.of(
        new Object[] {new String[] {"a", "b", "a"}, "[a, b, a]"},
        new Object[] {new int[] {2, 1}, "[2, 1]"},
        new Object[] {new char[] {'x'}, "[x]"},
        new Object[] {new boolean[] {true, false}, "[true, false]"});
  }

  @Test
  void whatIsNoArrayHasNoElements() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retries.parameterizedForEachElement(MIRRORS))
        .withMessageContaining("mirrors")
        .withMessageContaining("is no array");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anOwnControllerSeesWhatFailedBefore(TaskExecutor executor) {
    RetryAtom patient =
        RetryAtom.of(
                (history, in) -> {
                  log.add(
                      "asked " + history.size() + history.isCausedBy(ArithmeticException.class));
                  return history.size() < 2 ? RetryDecision.RETRY : RetryDecision.REVERT;
                })
            .named("patient");
    fails(LinearFlow.named("f").retry(patient).add(failing("a", 9)), executor);
    assertThat(log)
        .containsExactly("a 1", "asked 1false", "undo a", "a 2", "asked 2false", "undo a");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aControllerThatFailsGivesUp(TaskExecutor executor) {
    RetryAtom broken =
        RetryAtom.of(
            (history, in) -> {
              throw new UnsupportedOperationException("no idea");
            });
    FlowFailedException failed =
        fails(LinearFlow.named("f").retry(broken).add(failing("a", 9)), executor);
    assertThat(log).containsExactly("a 1", "undo a");
    assertThat(failed).hasMessageContaining("a failed");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void siblingsThatRunAreAwaitedBeforeTheNextAttempt(TaskExecutor executor) {
    run(
        UnorderedFlow.named("f")
            .retry(Retries.times(3))
            .add(failing("a", 1))
            .add(task("b"))
            .add(failing("c", 1)),
        executor);
    assertThat(log).contains("a 2", "c 2");
    assertThat(log.stream().filter(line -> line.matches("b \\d")).count())
        .isEqualTo(log.stream().filter(line -> line.equals("undo b")).count() + 1);
  }

  @Test
  void theLastAttemptIsAskedByItself() {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(RetryHistory.EMPTY::last)
        .withMessageContaining("no attempt");
    Failure failure =
        Failure.of("a", new IllegalStateException(new java.io.FileNotFoundException("f")));
    RetryHistory history = RetryHistory.EMPTY.with("x").withFailure("a", failure).with("y");
    assertThat(history.last().provided()).isEqualTo("y");
    assertThat(history.last().isCausedBy(java.io.IOException.class)).isFalse();
    assertThat(history.isCausedBy(java.io.IOException.class)).isTrue();
    assertThat(history.attempts().get(0).isCausedBy(ArithmeticException.class)).isFalse();
  }

  /** Provides a mirror and the number of the attempt, and takes what may be absent. */
  @ParameterizedTest
  @MethodSource("executors")
  void aControllerTakesAndProvidesSeveralSymbols(TaskExecutor executor) {
    record Try(String mirror, int attempt) {}
    RetryAtom own =
        RetryAtom.of(
                new RetryController() {
                  @Override
                  public Object execute(RetryHistory history, Arguments in) {
                    String mirror = in.get(0, MIRROR) + in.find(1, ATTEMPT).orElse(0);
                    return new Try(mirror, history.size() + 1);
                  }

                  @Override
                  public RetryDecision onFailure(RetryHistory history, Arguments in) {
                    log.add("failed with " + history.last().provided());
                    return RetryDecision.RETRY;
                  }
                })
            .requires(MIRROR)
            .requiresOptional(ATTEMPT)
            .rebind(Map.of("mirror", "first", "attempt", "nothing"))
            .providesParts(
                ValueType.of(Try.class),
                Part.of(MIRROR, Try::mirror),
                Part.of(ATTEMPT, Try::attempt));
    DynamicFlow flow = DynamicFlow.of(LinearFlow.named("f").retry(own).add(failing("a", 1)));
    Results results = flow.with(Map.of("first", "m")).run(executor);
    assertThat(results.get(MIRROR)).isEqualTo("m0");
    assertThat(results.get(ATTEMPT)).isEqualTo(2);
    assertThat(log)
        .containsExactly("a 1", "failed with Try[mirror=m0, attempt=1]", "undo a", "a 2");
  }

  @Test
  void aFlowHasOneController() {
    LinearFlow guarded = LinearFlow.named("f").retry(Retries.times(2));
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> guarded.retry(Retries.alwaysRevert()))
        .withMessageContaining("'f'")
        .withMessageContaining("f_retry");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retries.times(0))
        .withMessageContaining("at least once");
  }

  /**
   * The first attempt provides a value that the second, in which its atom is skipped, must not see.
   */
  @ParameterizedTest
  @MethodSource("executors")
  void whatAnEarlierAttemptProvidedIsGoneIfTheNextOneSkipsIt(TaskExecutor executor) {
    AtomicInteger attempts = new AtomicInteger();
    Symbol<String> value = Symbol.of("value", String.class);
    Symbol<Integer> length = Symbol.of("length", int.class);
    Atom maybe =
        Atom.named("maybe")
            .providesParts(
                ValueType.of(String.class),
                (result, part) -> part == 0 ? result : ((String) result).length(),
                List.of(new Provision(value, false), new Provision(length, false)))
            .executes(in -> "old")
            .build();
    Atom reader =
        Atom.named("reader")
            .requiresOptional(value)
            .requiresOptional(length)
            .executes(
                in -> {
                  log.add(in.getOrNull(0, value) + " " + in.getOrNull(1, length));
                  return null;
                })
            .build();
    GraphFlow flow =
        GraphFlow.named("f")
            .retry(Retries.times(2))
            .add(Atom.named("start").executes(in -> attempts.incrementAndGet()).build())
            .add(maybe)
            .add(reader)
            .add(failing("last", 1))
            .link("start", "maybe", results -> attempts.get() == 1, Depth.ATOM)
            .link("maybe", "reader")
            .link("reader", "last");
    run(flow, executor);
    assertThat(log).containsExactly("old 3", "last 1", "undo last", "null null", "last 2");
  }

  /** However many attempts there were: what is stored of one is its own failure, a few times. */
  @Test
  void anAttemptCostsTheSameToStoreHoweverManyThereWere() {
    List<Integer> failures = new ArrayList<>();
    InterceptedPersistence counting =
        new InterceptedPersistence(
            new MemoryPersistence(),
            true,
            (batch, commit) -> {
              batch.stream()
                  .flatMap(set -> set.atoms().stream())
                  .map(AtomRecord::retry)
                  .filter(Objects::nonNull)
                  .forEach(retry -> failures.add(retry.failures().size()));
              commit.run();
            });
    DynamicFlow flow =
        DynamicFlow.of(LinearFlow.named("f").retry(Retries.times(200)).add(failing("a", 199)));
    try (Backstitch backstitch = Backstitch.open(counting)) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of()), "r").join();
    }
    assertThat(log).endsWith("undo a", "a 200");
    assertThat(failures).hasSizeBetween(200, 800).allMatch(each -> each <= 1);
  }

  /** What a controller knows of its attempts is the same before and after a crash. */
  @Test
  void aHistorySurvivesAReloadExactly() {
    List<String> seen = new ArrayList<>();
    RetryAtom remembering =
        RetryAtom.of(
                new RetryController() {
                  @Override
                  public Object execute(RetryHistory history, Arguments in) {
                    return history.size() + 1;
                  }

                  @Override
                  public RetryDecision onFailure(RetryHistory history, Arguments in) {
                    seen.add(
                        history.provided()
                            + " "
                            + history.attempts().stream()
                                .map(a -> a.failures().toString())
                                .toList());
                    return history.size() < 4 ? RetryDecision.RETRY : RetryDecision.REVERT;
                  }
                })
            .provides(ATTEMPT);
    DynamicFlow flow =
        DynamicFlow.of(LinearFlow.named("f").retry(remembering).add(failing("a", 9)));
    MemoryPersistence memory = new MemoryPersistence();
    try (Backstitch calm =
        Backstitch.builder(new MemoryPersistence()).executor(TaskExecutor.serial()).open()) {
      calm.register(flow);
      calm.start(flow.with(Map.of()), "r");
    }
    List<String> expected = List.copyOf(seen);
    seen.clear();
    // Each process gets two commits further.
    CrashingPersistence.runInPieces(memory, flow, 2, 40);
    assertThat(seen).containsExactlyElementsOf(expected).hasSize(4);
  }

  /** Skipped while it is being undone, an atom must not count as done when it starts anew. */
  @Test
  void anAtomThatIsSkippedWhileItIsDoomedIsExecutedByTheNextAttempt() throws Exception {
    CountDownLatch undoing = new CountDownLatch(1);
    CountDownLatch skipped = new CountDownLatch(1);
    Atom fails =
        Atom.named("fails")
            .executes(
                in -> {
                  if (in.context().attempt() == 1) {
                    throw new IllegalStateException("boom");
                  }
                  return null;
                })
            .reverts(
                in -> {
                  undoing.countDown();
                  skipped.await();
                })
            .build();
    GraphFlow flow =
        GraphFlow.named("f")
            .add(
                Atom.named("late")
                    .executes(
                        in -> {
                          undoing.await();
                          return null;
                        })
                    .build())
            .add(task("x"))
            .add(LinearFlow.named("inner").retry(Retries.times(2)).add(fails))
            .add(task("y"))
            .link("late", "x", results -> false, Depth.ALL)
            .link("x", "y")
            .link("inner", "y");
    RunListener listener =
        new RunListener() {
          @Override
          public void onAtom(AtomTransition transition) {
            if (transition.atom().equals("y") && transition.to() == AtomState.IGNORE) {
              skipped.countDown();
            }
          }
        };
    DynamicFlow dynamic = DynamicFlow.of(flow);
    try (TaskExecutor threads = TaskExecutor.threads(4);
        Backstitch backstitch =
            Backstitch.builder(new MemoryPersistence())
                .executor(threads)
                .listener(listener)
                .open()) {
      backstitch.register(dynamic);
      backstitch.start(dynamic.with(Map.of()), "r").join();
    }
    assertThat(log).containsExactly("y 1");
  }

  /** The order of a set may be another one after a restart. */
  @Test
  void valuesInAnotherOrderAreTriedAsOftenAsTheyAreThere() {
    List<String> values = new ArrayList<>(List.of("a", "b", "c", "a"));
    Atom turning =
        Atom.named("turning")
            .requires(MIRROR)
            .executes(
                in -> {
                  log.add(in.get(0, MIRROR));
                  Collections.reverse(values);
                  throw new IllegalStateException("no");
                })
            .build();
    FlowPattern flow =
        LinearFlow.named("f")
            .retry(Retries.parameterizedForEach(MIRRORS).provides(MIRROR))
            .add(turning);
    BoundFlow<Results> bound = DynamicFlow.of(flow).with(Map.of("mirrors", values));
    assertThatExceptionOfType(FlowFailedException.class)
        .isThrownBy(() -> bound.run(TaskExecutor.serial()));
    assertThat(log).containsExactly("a", "c", "b", "a");
  }

  /** With a cost per decision that grows faster than the values, this would take minutes. */
  @Test
  void thousandsOfValuesAreTried() {
    List<Integer> values = IntStream.range(0, 6_000).boxed().toList();
    AtomicInteger tried = new AtomicInteger();
    FlowPattern flow =
        LinearFlow.named("f")
            .retry(Retries.forEach(values).provides(ATTEMPT))
            .add(
                Atom.named("picky")
                    .requires(ATTEMPT)
                    .executes(
                        in -> {
                          int value = in.get(0, ATTEMPT);
                          assertThat(value).isEqualTo(tried.getAndIncrement());
                          if (value < values.size() - 1) {
                            throw new IllegalStateException("not " + value);
                          }
                          return null;
                        })
                    .build());
    assertThat(run(flow, TaskExecutor.serial()).get(ATTEMPT)).isEqualTo(values.size() - 1);
  }
}
