package io.backstitch.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.Atom;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.retry.Retries;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people ask of a flow, on flows that are small enough to know the answer. */
class FlowGraphTest {

  /** {@code prepare}, then a and b of an unordered flow, tried twice; then c and d beside it. */
  private static final FlowGraph SITE =
      graph(
          LinearFlow.named("site")
              .add(atom("prepare"))
              .add(
                  UnorderedFlow.named("pages")
                      .retry(Retries.times(2))
                      .add(atom("a"))
                      .add(atom("b")))
              .add(UnorderedFlow.named("check").add(atom("c")).add(atom("d"))));

  private static Atom atom(String name) {
    return Atom.named(name).executes(in -> null).build();
  }

  private static FlowGraph graph(FlowPattern flow) {
    return CompiledFlow.compile(flow.name(), flow).asGraph();
  }

  @Test
  void atomsThatCanRunAtTheSameTimeAreOneWave() {
    assertThat(SITE.plan())
        .containsExactly(
            List.of("prepare"), List.of("pages_retry"), List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void anAtomIsInTheFirstWaveThatItCanBeIn() {
    FlowGraph graph =
        graph(
            GraphFlow.named("f")
                .add(atom("late"))
                .add(atom("first"))
                .add(atom("free"))
                .add(atom("middle"))
                .link("first", "middle")
                .link("middle", "late")
                .link("first", "late"));
    assertThat(graph.plan())
        .containsExactly(List.of("first", "free"), List.of("middle"), List.of("late"));
    assertThat(graph.allBefore("late")).containsExactly("first", "middle");
  }

  @Test
  void directNeighboursAreSeenThroughTheEndsOfFlows() {
    assertThat(SITE.before("c")).containsExactly("a", "b");
    assertThat(SITE.after("a")).containsExactly("c", "d");
    assertThat(SITE.after("prepare")).containsExactly("pages_retry");
    assertThat(SITE.before("prepare")).isEmpty();
    assertThat(SITE.links())
        .contains(new FlowGraph.Link("b", "d"), new FlowGraph.Link("pages_retry", "a"))
        .hasSize(7);
  }

  @Test
  void allThatIsBeforeOrAfterIsGivenInAnOrderThatWorks() {
    assertThat(SITE.allBefore("c")).containsExactly("prepare", "pages_retry", "a", "b");
    assertThat(SITE.allAfter("pages_retry")).containsExactly("a", "b", "c", "d");
    assertThat(SITE.allAfter("d")).isEmpty();
  }

  @Test
  void whatIsNotOrderedMayRunAtTheSameTime() {
    assertThat(SITE.comesBefore("prepare", "d")).isTrue();
    assertThat(SITE.comesBefore("d", "prepare")).isFalse();
    assertThat(SITE.comesBefore("a", "b")).isFalse();
    assertThat(SITE.comesBefore("b", "a")).isFalse();
    assertThat(SITE.comesBefore("a", "a")).isFalse();
  }

  @Test
  void theChainThatTakesLongestIsFound() {
    Map<String, Duration> durations =
        Map.of(
            "prepare", Duration.ofSeconds(1),
            "a", Duration.ofSeconds(5),
            "b", Duration.ofSeconds(7),
            "c", Duration.ofSeconds(2));
    assertThat(SITE.criticalPath(durations))
        .isEqualTo(
            new CriticalPath(List.of("prepare", "pages_retry", "b", "c"), Duration.ofSeconds(10)));
  }

  @Test
  void whatTakesNoTimeIsNoEndOfTheChain() {
    assertThat(SITE.criticalPath(Map.of("a", Duration.ofMillis(3))))
        .isEqualTo(new CriticalPath(List.of("a"), Duration.ofMillis(3)));
    assertThat(SITE.criticalPath(Map.of())).isEqualTo(new CriticalPath(List.of(), Duration.ZERO));
  }

  @Test
  void ofTwoChainsOfOneLengthTheFirstCounts() {
    Duration second = Duration.ofSeconds(1);
    assertThat(SITE.criticalPath(Map.of("b", second, "a", second)).atoms()).containsExactly("a");
  }

  @Test
  void durationsMustBeOfTheFlowAndNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SITE.criticalPath(Map.of("prepre", Duration.ZERO)))
        .withMessage("Flow 'site' has no atom 'prepre'; did you mean 'prepare'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SITE.criticalPath(Map.of("a", Duration.ofSeconds(-1))))
        .withMessage("Atom 'a' of flow 'site' can't take PT-1S, which is less than no time");
  }

  @Test
  @SuppressWarnings("NullAway")
  void durationsMustBeThere() {
    assertThatNullPointerException()
        .isThrownBy(() -> SITE.criticalPath(null))
        .withMessage("durations");
    assertThatNullPointerException()
        .isThrownBy(() -> SITE.criticalPath(Collections.singletonMap("a", null)))
        .withMessage("duration");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SITE.before("pages-retry"))
        .withMessage("Flow 'site' has no atom 'pages-retry'; did you mean 'pages_retry'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SITE.comesBefore("a", "something else"))
        .withMessage(
            "Flow 'site' has no atom 'something else'; its atoms are"
                + " 'prepare', 'a', 'b', 'pages_retry', 'c', 'd'");
    FlowGraph nested =
        graph(LinearFlow.named("f").add(atom("get/download")).add(atom("get/unpack")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> nested.after("downlaod"))
        .withMessageEndingWith("did you mean 'get/download'?");
    FlowGraph empty = graph(LinearFlow.named("empty"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.allAfter("a"))
        .withMessage("Flow 'empty' has no atom 'a'; its atoms are none");
  }

  @Test
  void aLongListOfNamesIsCutShort() {
    LinearFlow flow = LinearFlow.named("f");
    for (int i = 0; i < 12; i++) {
      flow = flow.add(atom("atom" + i));
    }
    FlowGraph graph = graph(flow);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.before("zzzzzzz"))
        .withMessageContaining("'atom0', ")
        .withMessageEndingWith("'atom9' and 2 others");
  }

  @Test
  void aFlowWithoutAtomsHasAnEmptyPlan() {
    FlowGraph empty =
        graph(LinearFlow.named("f").add(UnorderedFlow.named("g")).add(LinearFlow.named("h")));
    assertThat(empty.plan()).isEmpty();
    assertThat(empty.links()).isEmpty();
    assertThat(empty.toMermaid())
        .isEqualTo(
            """
            flowchart LR
              subgraph f0["g"]
              end
              subgraph f2["h"]
              end
            """);
  }

  @Test
  void nestedFlowsAreFramesAndRetryControllersDiamonds() {
    assertThat(SITE.toDot())
        .isEqualTo(
            """
            digraph "site" { rankdir=LR; node [shape=box, style=rounded];
              n0 [label="prepare"];
              subgraph cluster_1 { label="pages";
                n2 [label="a"];
                n3 [label="b"];
                n4 [label="pages_retry", shape=diamond];
              }
              subgraph cluster_6 { label="check";
                n7 [label="c"];
                n8 [label="d"];
              }
              n4 -> n2;
              n4 -> n3;
              n0 -> n4;
              n2 -> n7;
              n3 -> n7;
              n2 -> n8;
              n3 -> n8;
            }
            """);
    assertThat(SITE.toMermaid())
        .isEqualTo(
            """
            flowchart LR
              n0["prepare"]
              subgraph f1["pages"]
                n2["a"]
                n3["b"]
                n4{"pages_retry"}
              end
              subgraph f6["check"]
                n7["c"]
                n8["d"]
              end
              n4 --> n2
              n4 --> n3
              n0 --> n4
              n2 --> n7
              n3 --> n7
              n2 --> n8
              n3 --> n8
            """);
  }

  @Test
  void manyBeforeManyOthersMeetInAPoint() {
    UnorderedFlow before = UnorderedFlow.named("before");
    UnorderedFlow after = UnorderedFlow.named("after");
    for (int i = 0; i < 3; i++) {
      before = before.add(atom("x" + i));
      after = after.add(atom("y" + i));
    }
    assertThat(graph(LinearFlow.named("f").add(before).add(after)).toMermaid())
        .isEqualTo(
            """
            flowchart LR
              subgraph f0["before"]
                n1["x0"]
                n2["x1"]
                n3["x2"]
              end
              subgraph f5["after"]
                n5((" "))
                n6["y0"]
                n7["y1"]
                n8["y2"]
              end
              n1 --> n5
              n2 --> n5
              n3 --> n5
              n5 --> n6
              n5 --> n7
              n5 --> n8
            """);
  }

  @Test
  void linksThatAskADeciderAreDashed() {
    GraphFlow flow =
        GraphFlow.named("f")
            .add(atom("look"))
            .add(UnorderedFlow.named("mend").add(atom("m1")).add(atom("m2")))
            .add(atom("tell"))
            .link("look", "mend", results -> true, Depth.ATOM)
            .link("mend", "tell", results -> true, Depth.ATOM)
            .link("look", "tell");
    assertThat(graph(flow).toMermaid())
        .endsWith(
            """
              n0 -.-> n2
              n0 -.-> n3
              n0 --> n5
              n2 -.-> n5
              n3 -.-> n5
            """);
    assertThat(graph(flow).toDot()).contains("n2 -> n5 [style=dashed];", "n0 -> n5;");
  }

  @Test
  void whatHasADeciderHasAQuestionMark() {
    ElementDecider decider = ElementDecider.of(in -> true);
    assertThat(
            graph(
                    LinearFlow.named("f")
                        .add(atom("a").decider(decider))
                        .add(LinearFlow.named("g").add(atom("b")).decider(decider)))
                .toMermaid())
        .contains("\"a #63;\"", "\"g #63;\"", "\"b\"");
  }

  @Test
  void namesAreShownAsTheyAre() {
    FlowGraph graph =
        graph(
            LinearFlow.named("a \"flow\"\\n")
                .add(LinearFlow.named("<b>").add(atom("say \"hi\"\n\\N")))
                .add(atom("创建 #1;`x`")));
    assertThat(graph.toDot())
        .startsWith("digraph \"a \\\"flow\\\"\\\\n\" {")
        .contains("[label=\"say \\\"hi\\\"\\n\\\\N\"]", "label=\"<b>\";");
    assertThat(graph.toMermaid())
        .contains(
            "[\"#60;b#62;\"]", "[\"say #34;hi#34;#10;#92;N\"]", "[\"创建 #35;1#59;#96;x#96;\"]");
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(30)
  void aLargeFlowIsAskedAnythingAtLittleCost(BigFlow.Shape shape) {
    int size = 10_000;
    FlowGraph graph = CompiledFlow.compile("f", new BigFlow(shape, size).pattern).asGraph();
    List<String> atoms = graph.atoms();
    assertThat(graph.plan().stream().mapToInt(List::size).sum()).isEqualTo(atoms.size());
    String last = atoms.get(atoms.size() - 1);
    assertThat(graph.allBefore(last)).doesNotContain(last).hasSizeLessThan(atoms.size());
    assertThat(graph.criticalPath(Map.of(last, Duration.ofSeconds(1))).length())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(graph.toDot().lines().count()).isLessThan(10L * size);
    assertThat(graph.toMermaid()).contains("[\"" + atoms.get(0) + "\"]");
  }

  @Test
  @Timeout(30)
  void flowsMayNestAsDeepAsTheyLike() {
    FlowPattern flow = LinearFlow.named("inner").add(atom("a"));
    for (int i = 0; i < 10_000; i++) {
      flow = LinearFlow.named("f" + i).add(flow);
    }
    FlowGraph graph = graph(flow);
    assertThat(graph.plan()).containsExactly(List.of("a"));
    assertThat(graph.toDot()).contains("label=\"a\"").hasSizeLessThan(2_000_000);
  }
}
