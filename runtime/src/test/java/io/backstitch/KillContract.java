package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.persistence.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process is killed in the middle of each call, forward and back, and another one carries on. The
 * time limit is there only so that a defect fails instead of hanging.
 */
@Timeout(120)
abstract class KillContract {

  @TempDir Path directory;

  /** Where the runs are stored, as {@link KilledProcess#persistence} takes it. */
  abstract String where();

  /** What must have been recorded by the time of a call: what it waited for. */
  private static final Map<String, Set<String>> BEFORE =
      Map.of(
          "E:a", Set.of(),
          "E:b", Set.of("a"),
          "E:c", Set.of("a"),
          "E:d", Set.of("a", "b", "c"),
          "R:d", Set.of(),
          "R:b", Set.of("d"),
          "R:c", Set.of("d"),
          "R:a", Set.of("b", "c", "d"));

  @ParameterizedTest
  @ValueSource(strings = {"E:a", "E:b", "E:c", "E:d"})
  void aRunKilledOnItsWayIsFinished(String killed) throws Exception {
    KilledProcess.killIn(directory, where(), "none", killed);
    Set<String> recorded = recorded(AtomState.SUCCESS);
    int before = KilledProcess.calls(directory).size();

    DynamicFlow flow = KilledProcess.flow(directory, "none", "none");
    try (Backstitch backstitch = Backstitch.open(KilledProcess.persistence(where()))) {
      backstitch.register(flow);
      assertThat(backstitch.recover().runs()).hasSize(1);
      Results results = backstitch.start(flow.with(Map.of()), KilledProcess.RUN).join();
      for (String atom : List.of("a", "b", "c", "d")) {
        assertThat(results.get(Symbol.of(atom, String.class))).isEqualTo("made by " + atom);
      }
    }

    List<String> calls = KilledProcess.calls(directory);
    String key = KilledProcess.RUN + "/" + killed.substring(2) + "/1";
    assertThat(calls).filteredOn(line -> line.equals("begin " + killed + " " + key)).hasSize(2);
    assertThat(calls).noneMatch(line -> line.contains("R:"));
    assertThat(calls.subList(before, calls.size()))
        .noneMatch(line -> recorded.stream().anyMatch(atom -> line.contains("E:" + atom)));
    assertThat(recorded).containsAll(BEFORE.get(killed)).doesNotContain(killed.substring(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"E:d", "R:d", "R:b", "R:c", "R:a"})
  void aRunKilledOnItsWayBackIsUndone(String killed) throws Exception {
    KilledProcess.killIn(directory, where(), "d", killed);
    Set<String> undone = recorded(AtomState.REVERTED);
    assertThat(undone).doesNotContain(killed.substring(2));
    if (killed.startsWith("R")) {
      assertThat(undone).containsAll(BEFORE.get(killed));
    }
    int before = KilledProcess.calls(directory).size();

    DynamicFlow flow = KilledProcess.flow(directory, "d", "none");
    try (Backstitch backstitch = Backstitch.open(KilledProcess.persistence(where()))) {
      backstitch.register(flow);
      assertThat(backstitch.recover().runs()).hasSize(1);
      FlowRun<Results> run = backstitch.start(flow.with(Map.of()), KilledProcess.RUN);
      assertThatThrownBy(run::join)
          .isInstanceOf(FlowFailedException.class)
          .hasMessageContaining("no space left in d");
      assertThat(run.state()).isEqualTo(FlowState.REVERTED);
    }

    List<String> calls = KilledProcess.calls(directory);
    List<String> after = calls.subList(before, calls.size());
    String key = KilledProcess.RUN + "/" + killed.substring(2) + "/1";
    assertThat(calls)
        .filteredOn(
            line ->
                line.equals(
                    "begin " + killed + " " + key + (killed.startsWith("R") ? "/revert" : "")))
        .hasSize(2);
    assertThat(after).noneMatch(line -> undone.stream().anyMatch(a -> line.contains("R:" + a)));
    if (killed.startsWith("R")) {
      assertThat(after).noneMatch(line -> line.contains("E:"));
    }
    for (String atom : List.of("a", "b", "c", "d")) {
      assertThat(calls).contains("end R:" + atom);
    }
    assertThat(calls.indexOf("end R:d"))
        .isLessThan(Math.min(calls.lastIndexOf("end R:b"), calls.lastIndexOf("end R:c")));
    assertThat(calls).last().isEqualTo("end R:a");
  }

  /** One that lives has its runs for itself, however long its step takes. */
  @Test
  void anotherProcessHasTheRunOnlyWhenTheFirstIsDead() throws Exception {
    DynamicFlow flow = KilledProcess.flow(directory, "none", "none");
    try (KilledProcess.Stopped alive = KilledProcess.stopIn(directory, where(), "none", "E:b")) {
      Recovery recovery = new Recovery(List.of(), List.of());
      try (Backstitch backstitch =
          Backstitch.open(KilledProcess.persistence(where())).register(flow)) {
        recovery = backstitch.recover();
        assertThatThrownBy(() -> backstitch.resume(KilledProcess.RUN))
            .hasMessageContaining("another process");
      } catch (PersistenceException e) {
        // One process at a time has this store.
        assertThat(e).hasMessageContaining("process " + alive.process().pid());
      }
      assertThat(recovery.runs()).isEmpty();
      alive.kill();
      try (Backstitch backstitch =
          Backstitch.open(KilledProcess.persistence(where())).register(flow)) {
        assertThat(backstitch.recover().runs()).hasSize(1);
        backstitch.start(flow.with(Map.of()), KilledProcess.RUN).join();
      }
    }
    List<String> calls = KilledProcess.calls(directory);
    assertThat(calls).filteredOn(line -> line.startsWith("begin E:a")).hasSize(1);
    assertThat(calls).filteredOn(line -> line.startsWith("end E:b")).hasSize(1);
  }

  /** What was recorded when the process died. */
  private Set<String> recorded(AtomState state) {
    try (RunStore store = KilledProcess.persistence(where()).open()) {
      return store.load(KilledProcess.RUN).orElseThrow().atoms().stream()
          .filter(atom -> atom.state() == state)
          .map(AtomRecord::atom)
          .collect(Collectors.toSet());
    }
  }
}
