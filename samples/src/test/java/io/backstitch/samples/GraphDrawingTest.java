package io.backstitch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.graph.FlowGraph;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GraphDrawingTest {

  private static final List<List<String>> UPGRADE =
      List.of(
          List.of("stop"),
          List.of("backUp", "upgradeApp"),
          List.of("upgradeData"),
          List.of("start"));
  private static final List<FlowGraph.Link> UPGRADE_LINKS =
      links(
          "stop>backUp",
          "stop>upgradeApp",
          "backUp>upgradeData",
          "upgradeData>start",
          "upgradeApp>start");

  @Test
  void drawsTwoWaysThatPartAndMeet() {
    assertThat(GraphDrawing.draw(UPGRADE, UPGRADE_LINKS, true))
        .containsExactly(
            "stop ─┬─▶ backUp ──────▶ upgradeData ─┬─▶ start",
            "      └─▶ upgradeApp ─────────────────┘");
  }

  @Test
  void drawsInAsciiWhereNothingElseCanBeShown() {
    assertThat(GraphDrawing.draw(UPGRADE, UPGRADE_LINKS, false))
        .containsExactly(
            "stop -+-> backUp ------> upgradeData -+-> start",
            "      +-> upgradeApp -----------------+");
  }

  @Test
  void listsTheLinksWhereADrawingHasNoRoom() {
    assertThat(GraphDrawing.list(UPGRADE_LINKS, false))
        .containsExactly(
            "stop -> backUp, upgradeApp",
            "backUp -> upgradeData",
            "upgradeData -> start",
            "upgradeApp -> start");
  }

  @Test
  void drawsWhatIsNotLinked() {
    assertThat(GraphDrawing.draw(List.of(List.of("a", "b")), List.of(), true))
        .containsExactly("a", "b");
  }

  @Test
  void drawsNothingForAFlowWithoutAtoms() {
    assertThat(GraphDrawing.draw(List.of(), List.of(), true)).isEmpty();
  }

  @Test
  void keepsLinesThatTurnApart() {
    assertThat(
            GraphDrawing.draw(
                List.of(List.of("a", "b"), List.of("c", "d", "e")),
                links("a>c", "a>d", "b>e"),
                true))
        .containsExactly(
            "a ──┬─▶ c", //
            "b ─┐└─▶ d",
            "   └──▶ e");
  }

  private static List<FlowGraph.Link> links(String... links) {
    return Stream.of(links)
        .map(link -> link.split(">"))
        .map(ends -> new FlowGraph.Link(ends[0], ends[1]))
        .toList();
  }
}
