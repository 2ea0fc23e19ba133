package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.DirectoryPersistence;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.retry.Retries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are run once more, or have the past of another. */
@Timeout(60)
class ForkTest {

  private static final Symbol<String> A = Symbol.of("a", String.class);
  private static final Symbol<String> B = Symbol.of("b", String.class);
  private static final Symbol<String> C = Symbol.of("c", String.class);

  @TempDir static Path directory;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> broken = Collections.synchronizedSet(new HashSet<>());

  static Stream<Setup> setups() {
    return Stream.of(
        new Setup("memory", new MemoryPersistence(), TaskExecutor.serial()),
        new Setup(
            "h2",
            JdbcPersistence.h2(directory.resolve("runs-" + System.nanoTime())),
            TaskExecutor.threads(3)),
        new Setup(
            "directory",
            DirectoryPersistence.at(directory.resolve("dir-" + System.nanoTime())),
            TaskExecutor.threads(3)));
  }

  private Atom task(String name, Symbol<String> provided, List<Symbol<String>> required) {
    AtomBuilder atom = Atom.named(name);
    required.forEach(atom::requires);
    return atom.provides(provided)
        .executes(
            in -> {
              log.add("+" + name);
              if (broken.contains(name)) {
                throw new IllegalStateException("boom");
              }
              StringBuilder value = new StringBuilder(in.context().runId() + "." + name);
              for (int i = 0; i < required.size(); i++) {
                value.append(" <").append(in.get(i, required.get(i))).append(">");
              }
              return value.toString();
            })
        .reverts(in -> log.add("-" + name))
        .build();
  }

  private DynamicFlow line() {
    return DynamicFlow.of(
        LinearFlow.named("f")
            .add(task("one", A, List.of()))
            .add(task("two", B, List.of(A)))
            .add(task("three", C, List.of(A, B))));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aForkReadsThePastAndExecutesTheRest(Setup setup) {
    DynamicFlow flow = line();
    try (Backstitch backstitch = setup.open(flow)) {
      backstitch.start(flow.with(Map.of()), "r").join();
      log.clear();
      Results results = (Results) backstitch.runs().fork("r", "two", "s").join();
      assertThat(results.get(A)).isEqualTo("r.one");
      assertThat(results.get(B)).isEqualTo("s.two <r.one>");
      assertThat(results.get(C)).isEqualTo("s.three <r.one> <s.two <r.one>>");
      assertThat(log).containsExactly("+two", "+three");
      // The same fork is the same run.
      assertThat(((Results) backstitch.runs().fork("r", "two", "s").join()).get(C))
          .isEqualTo(results.get(C));
      assertThat(log).hasSize(2);
      assertThatExceptionOfType(InvalidFlowException.class)
          .isThrownBy(() -> backstitch.runs().fork("s", "two", "r"))
          .withMessageContaining("as 'r', since there is a run of that id");
    }
    try (Backstitch backstitch = setup.open(flow)) {
      assertThat(((Results) backstitch.resume("s").join()).get(A)).isEqualTo("r.one");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void whatIsInheritedStaysWhenTheForkTurnsBack(Setup setup) {
    DynamicFlow flow = line();
    try (Backstitch backstitch = setup.open(flow)) {
      backstitch.start(flow.with(Map.of()), "r").join();
      log.clear();
      broken.add("three");
      FlowRun<?> fork = backstitch.runs().fork("r", "two", "s");
      FlowFailedException failed = catchThrowableOfType(FlowFailedException.class, fork::join);
      assertThat(failed).hasMessageContaining("everything it had done was undone");
      assertThat(fork.state()).isEqualTo(FlowState.REVERTED);
      assertThat(log).containsExactly("+two", "+three", "-three", "-two");
      log.clear();
      FlowRun<?> other = backstitch.runs().fork("r", "two", "t", true);
      assertThat(catchThrowableOfType(FlowFailedException.class, other::join)).isNotNull();
      assertThat(log).containsExactly("+two", "+three", "-three", "-two", "-one");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aForkThatWasUndoneIsRerunWithItsPast(Setup setup) {
    DynamicFlow flow = line();
    try (Backstitch backstitch = setup.open(flow)) {
      backstitch.start(flow.with(Map.of()), "r").join();
      broken.add("three");
      FlowRun<?> fork = backstitch.runs().fork("r", "two", "s");
      assertThat(catchThrowableOfType(FlowFailedException.class, fork::join)).isNotNull();
      broken.clear();
      log.clear();
      Results results = (Results) backstitch.runs().rerun("s").join();
      assertThat(results.get(C)).isEqualTo("s.three <r.one> <s.two <r.one>>");
      assertThat(log).containsExactly("+two", "+three");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aRunThatWasUndoneIsRerunFromItsBeginning(Setup setup) {
    DynamicFlow flow = line();
    try (Backstitch backstitch = setup.open(flow)) {
      broken.add("three");
      FlowRun<?> run = backstitch.start(flow.with(Map.of()), "r");
      assertThat(catchThrowableOfType(FlowFailedException.class, run::join)).isNotNull();
      broken.clear();
      log.clear();
      backstitch.runs().rerun("r").join();
      assertThat(log).containsExactly("+one", "+two", "+three");
      assertThatIllegalStateException()
          .isThrownBy(() -> backstitch.runs().rerun("r"))
          .withMessageContaining("'r' of flow 'f' is done");
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aForkOfWhatIsNotDoneIsRefused(Setup setup) {
    DynamicFlow flow = line();
    try (Backstitch backstitch = setup.open(flow)) {
      broken.add("two");
      FlowRun<?> run = backstitch.start(flow.with(Map.of()), "r");
      assertThat(catchThrowableOfType(FlowFailedException.class, run::join)).isNotNull();
      assertThatIllegalStateException()
          .isThrownBy(() -> backstitch.runs().fork("r", "two", "s"))
          .withMessageContaining("has been turned back");
      assertThatExceptionOfType(InvalidFlowException.class)
          .isThrownBy(() -> backstitch.runs().fork("unknown", "two", "s"))
          .withMessageContaining("There is no run 'unknown'");
      broken.clear();
      backstitch.runs().rerun("r").join();
      assertThatExceptionOfType(InvalidFlowException.class)
          .isThrownBy(() -> backstitch.runs().fork("r", "tow", "s"))
          .withMessageContaining("has no such atom; it has [one, two, three]");
    }
  }

  /** What is tried again as a whole is inherited as a whole. */
  @ParameterizedTest
  @MethodSource("setups")
  void withinARetryTheForkBeginsWithItsController(Setup setup) {
    DynamicFlow flow =
        DynamicFlow.of(
            GraphFlow.named("f")
                .add(task("one", A, List.of()))
                .add(
                    LinearFlow.named("guarded")
                        .retry(Retries.times(2))
                        .add(task("two", B, List.of(A)))
                        .add(task("three", C, List.of(A, B)))));
    try (Backstitch backstitch = setup.open(flow)) {
      backstitch.start(flow.with(Map.of()), "r").join();
      log.clear();
      Results results = (Results) backstitch.runs().fork("r", "three", "s").join();
      assertThat(results.get(C)).isEqualTo("s.three <r.one> <s.two <r.one>>");
      assertThat(log).containsExactly("+two", "+three");
    }
  }
}
