package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows whose tasks are skipped if a decider says so, compiled and run. */
class DeciderTest {

  @ParameterizedTest
  @ValueSource(strings = {"GRAPH", "LINEAR"})
  void skipsWhatItGuards(String pattern) {
    assertThat(
            Compiled.of(
                    """
                    @Flow(pattern = Pattern.%s)
                    class F {
                      @Task @Provides("usage") int measure(@Input int size) { return size * 2; }
                      @Decider("grow") boolean isFull(int usage, @Input int limit) {
                        return usage > limit;
                      }
                      @Decider("grow") static boolean always(TaskContext context) {
                        return context.atom().equals("grow");
                      }
                      @Task @Provides("grown") int grow(int usage) { return usage * 10; }
                      @Task @Provides("report") String report(Optional<Integer> grown) {
                        return grown.map(x -> "grown to " + x).orElse("as it was");
                      }
                    }
                    class Run {
                      static Object run() {
                        FFlow flow = FFlow.of(new F());
                        return List.of(
                            flow.run(1, 5).toString(),
                            flow.run(3, 5).toString(),
                            flow.with(1, 5).run(io.backstitch.executor.TaskExecutor.serial()).report());
                      }
                    }
                    """
                        .formatted(pattern))
                .run())
        .isEqualTo(
            List.of(
                "Outcome[usage=2, grown=null, report=as it was]",
                "Outcome[usage=6, grown=60, report=grown to 60]",
                "as it was"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATOM", "NEIGHBORS", "FLOW", "ALL"})
  void skipsAsDeepAsItIsTold(String depth) {
    String wide = depth.equals("ATOM") ? "Optional<String>" : "String";
    String far = depth.equals("ATOM") || depth.equals("NEIGHBORS") ? "Optional<String>" : "String";
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      @Decider(value = "a", depth = Depth.%s) boolean no() { return false; }
                      @Task @Provides("a") String a() { return "a"; }
                      @Task @Provides("b") String b(%s a) { return "b"; }
                      @Task @Provides("c") String c(%s b) { return "c"; }
                      @Task @Provides("d") String d() { return "d"; }
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run(); }
                    }
                    """
                        .formatted(depth, wide, far))
                .run())
        .hasToString(
            switch (depth) {
              case "ATOM" -> "Outcome[a=null, b=b, c=c, d=d]";
              case "NEIGHBORS" -> "Outcome[a=null, b=null, c=c, d=d]";
              default -> "Outcome[a=null, b=null, c=null, d=d]";
            });
  }

  @Test
  void neighborsAreSkippedAlsoIfTheyWouldBeTriedAgain() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      @Decider(value = "a", depth = Depth.NEIGHBORS) boolean no() { return false; }
                      @Task @Retry @Provides("a") String a() { return "a"; }
                      @Task @Retry @Provides("b") String b(String a) { return "b"; }
                      @Task @Provides("c") String c(@Nullable String b) { return "c" + b; }
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run(); }
                    }
                    """)
                .run())
        .hasToString("Outcome[a=null, b=null, c=cnull]");
  }

  @Test
  void theNearestThatIsNotSkippedProvides() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      @Task @Provides("size") int measure() { return 7; }
                      @Decider("round") boolean wanted(@Input boolean rounded) { return rounded; }
                      @Task(after = "measure") @Provides("size") int round() { return 10; }
                      @Task(after = "round") @Provides("twice") int twice(int size) {
                        return size * 2;
                      }
                    }
                    class Run {
                      static Object run() {
                        FFlow flow = FFlow.of(new F());
                        return List.of(flow.run(true).toString(), flow.run(false).toString());
                      }
                    }
                    """)
                .run())
        .isEqualTo(List.of("Outcome[size=10, twice=20]", "Outcome[size=7, twice=14]"));
  }

  @Test
  void inputsAreInTheOrderInWhichTheyAppear() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      @Decider("b") boolean a(@Input("one") boolean x) { return x; }
                      @Task @Provides("all") String b(@Input("two") String y, @Input boolean one) {
                        return y + one;
                      }
                      @Revert("b") void c(@Input("three") long z) {}
                      @Task void d(@Input int four) {}
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run(true, "2", 3L, 4).all(); }
                    }
                    """)
                .run())
        .isEqualTo("2true");
  }

  @Test
  void aDeciderOfAFlowWithoutOrderTakesInputs() {
    assertThat(
            Compiled.of(
                    """
                    @Flow(pattern = Pattern.UNORDERED)
                    class F {
                      @Decider("a") boolean isWanted(@Input @Nullable String why) {
                        return why != null;
                      }
                      @Task @Provides("a") int a() { return 1; }
                      @Task @Provides("b") int b() { return 2; }
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run((String) null); }
                    }
                    """)
                .run())
        .hasToString("Outcome[a=null, b=2]");
  }

  @Test
  void aClassWithoutFlowHasDecidersToBeUsedByHand() {
    assertThat(
            Compiled.of(
                    """
                    class F {
                      @Task @Provides("a") int a() { return 1; }
                      @Decider("a") boolean isWanted(boolean wanted) { return wanted; }
                    }
                    class Run {
                      static Object run() {
                        F f = new F();
                        return DynamicFlow.of(
                                io.backstitch.flow.LinearFlow.named("f")
                                    .add(FAtoms.a(f).decider(FAtoms.isWanted(f))))
                            .with(Map.of("wanted", false))
                            .run()
                            .getOrNull(FAtoms.AAtom.A);
                      }
                    }
                    """)
                .run())
        .isNull();
  }
}
