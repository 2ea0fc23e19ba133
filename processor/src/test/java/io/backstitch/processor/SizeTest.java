package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Flows that are larger than most. */
class SizeTest {

  @Test
  void aFlowMayHaveManyTasks() {
    String tasks =
        lines(
            400,
            """
            @Task(after = "first") void t%d(int seed, @Input String name) {}
            @Revert("t%d") void r%d(int seed, FlowFailures failures) {}
            """);

    Compiled flow =
        Compiled.of(
            "@Flow class F {\n@Task @Provides(\"seed\") int first() { return 7; }\n" + tasks + "}",
            """
            class Run {
              static Object run() { return FFlow.of(new F()).run("all").seed(); }
            }
            """);

    assertThat(flow.run()).isEqualTo(7);
    assertThat(flow.generated().get("FFlow.java"))
        .contains("GraphFlow flow = GraphFlow.named(NAME)", "flow = flow", "return flow");
  }

  @Test
  void manyTasksMayWaitForManyOthers() {
    String after =
        IntStream.range(0, 100).mapToObj(i -> "\"a" + i + "\"").collect(Collectors.joining(","));

    assertThat(
            Compiled.of(
                    "@Flow class F {\n"
                        + lines(100, "@Task void a%d() {}\n")
                        + lines(100, "@Task(after = {" + after + "}) void b%d() {}\n")
                        + "}",
                    """
                    class Run {
                      static Object run() { return FFlow.of(new F()).graph().asGraph().links().size(); }
                    }
                    """)
                .run())
        .isEqualTo(10_000);
  }

  @Test
  void aTaskMayTakeMuch() {
    String inputs =
        IntStream.range(0, 120).mapToObj(i -> "@Input int i" + i).collect(Collectors.joining(","));

    Compiled.of(
            "@Flow class F {\n@Task void a(%s) {}\n@Revert(\"a\") void b(%s) {}\n}"
                .formatted(inputs, inputs))
        .succeeds();
  }

  @Test
  void aFlowProvidesNoMoreThanARecordHolds() {
    String line =
        "@Task @Provides(\"s%d\") long t%d(@Input int i%d, @Input int j%d) { return 1; }\n";

    Compiled.of("@Flow class F {\n" + lines(127, line) + "}").succeeds();
    Compiled.of("@Flow class F { // !BadProvides !BadAnnotation\n" + lines(128, line) + "}")
        .saysWhatIsMarked()
        .saying("provides 128 symbols", "room for 254")
        .saying("takes 256 inputs");
  }

  private static String lines(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.replace("%d", String.valueOf(i)))
        .collect(Collectors.joining());
  }
}
