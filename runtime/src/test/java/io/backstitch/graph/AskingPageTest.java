package io.backstitch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstitch.Backstitch;
import io.backstitch.DynamicFlow;
import io.backstitch.Page;
import io.backstitch.annotation.Depth;
import io.backstitch.engine.RunListener;
import io.backstitch.flow.Atom;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.listener.TimingListener;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.retry.Retries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/asking-a-flow.md: all that it shows is in this class, and is so. */
class AskingPageTest {

  private final Page page = new Page("asking-a-flow.md");

  AskingPageTest() throws IOException {}

  private static Atom atom(String name) {
    return Atom.named(name).executes(in -> null).build();
  }

  private static boolean isNewVersion() {
    return true;
  }

  private static DynamicFlow shopUpdate() {
    DynamicFlow flow =
        DynamicFlow.of(
            GraphFlow.named("shop-update")
                .add(atom("stop"))
                .add(atom("backUp"))
                .add(
                    LinearFlow.named("app")
                        .retry(Retries.times(3))
                        .add(atom("download"))
                        .add(atom("install")))
                .add(atom("migrate"))
                .add(atom("start"))
                .link("stop", "backUp")
                .link("stop", "app", results -> isNewVersion(), Depth.FLOW)
                .link("backUp", "migrate")
                .link("migrate", "start")
                .link("app", "start"));
    return flow;
  }

  private static FlowGraph asked() {
    DynamicFlow flow = shopUpdate();
    FlowGraph graph = flow.graph().asGraph();
    return graph;
  }

  private void assertAnswers(String question, Object answer) {
    assertThat(page.text()).contains("| `" + question + "` | `" + answer + "`");
  }

  @Test
  void answersAsThePageSays() {
    FlowGraph graph = asked();
    assertAnswers("graph.plan()", graph.plan());
    assertAnswers("graph.before(\"start\")", graph.before("start"));
    assertAnswers("graph.after(\"stop\")", graph.after("stop"));
    assertAnswers("graph.allBefore(\"migrate\")", graph.allBefore("migrate"));
    assertAnswers("graph.allAfter(\"download\")", graph.allAfter("download"));
    assertAnswers(
        "graph.comesBefore(\"backUp\", \"install\")", graph.comesBefore("backUp", "install"));
    assertThat(page.blocks("text"))
        .contains(catchThrowable(() -> graph.before("backup")).getMessage() + "\n");
  }

  @Test
  void tellsWhatTakesLongest() {
    FlowGraph graph = asked();
    CriticalPath path =
        graph.criticalPath(
            Map.of(
                "stop", Duration.ofSeconds(5),
                "backUp", Duration.ofMinutes(4),
                "migrate", Duration.ofMinutes(1),
                "download", Duration.ofMinutes(2),
                "install", Duration.ofMinutes(2)));
    assertThat(page.blocks("text")).contains(path + "\n");
  }

  @Test
  void takesWhatAListenerMeasures() {
    FlowGraph graph = asked();
    List<CriticalPath> found = new CopyOnWriteArrayList<>();
    RunListener timing =
        new TimingListener(times -> found.add(graph.criticalPath(times.executions())));
    try (Backstitch backstitch =
        Backstitch.builder(new MemoryPersistence()).listener(timing).open()) {
      DynamicFlow flow = shopUpdate();
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of()), "r").join();
    }
    assertThat(found).hasSize(1);
  }

  @Test
  void isDrawn(@TempDir Path directory) throws IOException {
    FlowGraph graph = asked();
    assertThat(page.blocks("mermaid")).containsExactly(graph.toMermaid());
    Path kept = directory.resolve("shop-update.mmd");
    Files.writeString(kept, graph.toMermaid());
    assertThat(kept).hasContent(graph.toMermaid());
  }

  @Test
  void isGivenToALibrary() {
    FlowGraph graph = asked();
    Graph<String, DefaultEdge> own = new DefaultDirectedGraph<>(DefaultEdge.class);
    graph.atoms().forEach(own::addVertex);
    graph.links().forEach(link -> own.addEdge(link.from(), link.to()));
    assertThat(own.inDegreeOf("start")).isEqualTo(graph.before("start").size());
    assertThat(own.vertexSet()).containsExactlyElementsOf(List.copyOf(graph.atoms()));
  }

  @Test
  void allCodeOfThePageIsHere() throws IOException {
    page.assertAllCodeIsIn(AskingPageTest.class);
  }
}
