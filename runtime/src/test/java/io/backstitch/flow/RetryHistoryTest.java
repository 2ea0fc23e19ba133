package io.backstitch.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.Failure;
import io.backstitch.flow.RetryHistory.RetryAttempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RetryHistoryTest {

  private static Failure failure(String atom) {
    return Failure.of(atom, new IllegalStateException("in " + atom));
  }

  /** One more attempt, or a failure of an atom, to one of the histories that there are. */
  record Change(int of, int atom) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    return Arbitraries.integers()
        .between(0, 1000)
        .flatMap(of -> Arbitraries.integers().between(-1, 4).map(atom -> new Change(of, atom)))
        .list()
        .ofMaxSize(60);
  }

  /** They share what they have in common, and that must not show. */
  @Property
  void whatIsMadeOfAHistoryChangesNoOther(@ForAll("changes") List<Change> changes) {
    List<RetryHistory> histories = new ArrayList<>(List.of(RetryHistory.EMPTY));
    List<List<RetryAttempt>> wanted = new ArrayList<>(List.of(List.of()));
    for (Change change : changes) {
      int of = change.of() % histories.size();
      List<RetryAttempt> next = new ArrayList<>(wanted.get(of));
      if (change.atom() < 0) {
        histories.add(histories.get(of).with("value " + histories.size()));
        next.add(new RetryAttempt("value " + wanted.size(), Map.of()));
      } else {
        Failure failure = failure("atom " + change.atom());
        histories.add(histories.get(of).withFailure(failure.atom(), failure));
        if (!next.isEmpty()) {
          RetryAttempt last = next.remove(next.size() - 1);
          Map<String, Failure> failures = new LinkedHashMap<>(last.failures());
          failures.putIfAbsent(failure.atom(), failure);
          next.add(new RetryAttempt(last.provided(), failures));
        }
      }
      wanted.add(next);
    }
    for (int i = 0; i < histories.size(); i++) {
      RetryHistory history = histories.get(i);
      assertThat(history.attempts()).isEqualTo(wanted.get(i));
      for (int attempt = 0; attempt < history.size(); attempt++) {
        Map<String, Failure> failures = history.attempts().get(attempt).failures();
        Map<String, Failure> same = wanted.get(i).get(attempt).failures();
        assertThat(List.copyOf(failures.keySet())).isEqualTo(List.copyOf(same.keySet()));
        for (int atom = 0; atom < 5; atom++) {
          assertThat(failures.get("atom " + atom)).isSameAs(same.get("atom " + atom));
        }
      }
    }
  }

  @Test
  void anAttemptThatIsMadeByHandKeepsItsFailuresAsTheyWere() {
    Map<String, Failure> failures = new LinkedHashMap<>();
    failures.put("b", failure("b"));
    failures.put("a", failure("a"));
    RetryHistory history = new RetryHistory(List.of(new RetryAttempt(1, failures)));
    failures.clear();

    assertThat(history.last().failures().keySet()).containsExactly("b", "a");
    assertThat(history.withFailure("c", failure("c")).last().failures().keySet())
        .containsExactly("b", "a", "c");
    assertThat(history.with(2).provided()).containsExactly(1, 2);
  }

  @Test
  void nothingCanBePutIntoAHistory() {
    RetryHistory history = RetryHistory.EMPTY.with(1).withFailure("a", failure("a"));

    assertThatThrownBy(() -> history.attempts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> history.last().failures().remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> history.last().failures().put("b", failure("b")))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
