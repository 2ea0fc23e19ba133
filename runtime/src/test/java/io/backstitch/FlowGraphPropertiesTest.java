package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.graph.CriticalPath;
import io.backstitch.graph.FlowGraph;
import io.backstitch.graph.FlowGraph.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a flow answers, compared with what the plainest computation finds in its links. */
class FlowGraphPropertiesTest {

  /** Atoms and links, and nothing clever. */
  private static final class Naive {

    final Map<String, Set<String>> before = new HashMap<>();

    Naive(FlowGraph graph) {
      graph.atoms().forEach(atom -> before.put(atom, new LinkedHashSet<>()));
      for (Link link : graph.links()) {
        before.get(link.to()).add(link.from());
      }
    }

    Set<String> allBefore(String atom) {
      Set<String> all = new HashSet<>();
      for (String each : before.get(atom)) {
        all.add(each);
        all.addAll(allBefore(each));
      }
      return all;
    }

    int wave(String atom) {
      return before.get(atom).stream().mapToInt(each -> wave(each) + 1).max().orElse(0);
    }

    Duration end(String atom, Map<String, Duration> durations) {
      return before.get(atom).stream()
          .map(each -> end(each, durations))
          .max(Duration::compareTo)
          .orElse(Duration.ZERO)
          .plus(durations.getOrDefault(atom, Duration.ZERO));
    }
  }

  @Property(tries = 150)
  void neighboursAndReachAgreeWithTheLinks(@ForAll long seed) {
    FlowGraph graph = new RandomFlow(seed, 0).flow.graph().asGraph();
    Naive naive = new Naive(graph);
    for (String atom : graph.atoms()) {
      Set<String> all = naive.allBefore(atom);
      assertThat(graph.before(atom)).containsExactlyInAnyOrderElementsOf(naive.before.get(atom));
      assertThat(graph.allBefore(atom)).containsExactlyInAnyOrderElementsOf(all);
      Set<String> done = new HashSet<>();
      for (String each : graph.allBefore(atom)) {
        assertThat(done).containsAll(naive.allBefore(each));
        done.add(each);
      }
      for (String other : graph.atoms()) {
        assertThat(graph.comesBefore(other, atom)).isEqualTo(all.contains(other));
        assertThat(graph.allAfter(other).contains(atom)).isEqualTo(all.contains(other));
      }
    }
  }

  @Property(tries = 150)
  void eachAtomIsInTheFirstWaveThatItCanBeIn(@ForAll long seed) {
    FlowGraph graph = new RandomFlow(seed, 0).flow.graph().asGraph();
    Naive naive = new Naive(graph);
    List<List<String>> waves = new ArrayList<>();
    for (String atom : graph.atoms()) {
      while (waves.size() <= naive.wave(atom)) {
        waves.add(new ArrayList<>());
      }
      waves.get(naive.wave(atom)).add(atom);
    }
    assertThat(graph.plan()).isEqualTo(waves);
  }

  @Property(tries = 150)
  void noChainTakesLonger(@ForAll long seed) {
    FlowGraph graph = new RandomFlow(seed, 0).flow.graph().asGraph();
    Naive naive = new Naive(graph);
    Random random = new Random(seed);
    Map<String, Duration> durations = new HashMap<>();
    graph.atoms().forEach(atom -> durations.put(atom, Duration.ofSeconds(random.nextInt(5))));
    CriticalPath path = graph.criticalPath(durations);
    assertThat(path.length())
        .isEqualTo(
            graph.atoms().stream()
                .map(atom -> naive.end(atom, durations))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO));
    assertThat(path.atoms().stream().map(durations::get).reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(path.length());
    for (int i = 1; i < path.atoms().size(); i++) {
      assertThat(graph.before(path.atoms().get(i))).contains(path.atoms().get(i - 1));
    }
  }
}
