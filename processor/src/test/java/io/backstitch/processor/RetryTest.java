package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows and tasks that are tried again, compiled and run. */
class RetryTest {

  @ParameterizedTest
  @ValueSource(strings = {"GRAPH", "LINEAR", "UNORDERED"})
  void aTaskIsTriedAgainAlone(String pattern) {
    assertThat(
            Compiled.of(
                    """
                    @Flow(pattern = Pattern.%s)
                    class F {
                      final List<String> log = Collections.synchronizedList(new ArrayList<>());
                      @Task @Provides("a") int a() { return 1; }
                      @Revert("a") void undoA() { log.add("undo a"); }
                      @Task(priority = 3)
                      @Retry(attempts = 4, delay = "1ms", backoff = 2, maxDelay = "PT0.002S",
                          jitter = 0.5, on = IllegalStateException.class)
                      @Provides("b")
                      int b(TaskContext context) {
                        log.add("b " + context.attempt());
                        if (context.attempt() < 4) throw new IllegalStateException("not yet");
                        return context.attempt();
                      }
                      @Revert("b") void undoB() { log.add("undo b"); }
                    }
                    class Run {
                      static Object run() {
                        F f = new F();
                        FFlow flow = FFlow.of(f);
                        return flow.with().run(io.backstitch.executor.TaskExecutor.serial()).b()
                            + " " + flow.run().b() + " " + f.log;
                      }
                    }
                    """
                        .formatted(pattern))
                .run())
        .isEqualTo(
            "4 4 [b 1, undo b, b 2, undo b, b 3, undo b, b 4,"
                + " b 1, undo b, b 2, undo b, b 3, undo b, b 4]");
  }

  @Test
  void whatIsNotToBeTriedAgainFailsAtOnce() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      int calls;
                      @Task
                      @Retry(on = RuntimeException.class, notOn = IllegalStateException.class)
                      void a() {
                        calls++;
                        throw new IllegalStateException("never");
                      }
                    }
                    class Run {
                      static Object run() {
                        F f = new F();
                        try {
                          FFlow.of(f).run();
                        } catch (FlowFailedException e) {
                          return f.calls + e.getCause().getMessage();
                        }
                        return "done";
                      }
                    }
                    """)
                .run())
        .isEqualTo("1never");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUBFLOW", "ALL"})
  void theScopeSaysWhetherTheRetryAroundIsAsked(String scope) {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    @Retry(attempts = 2)
                    class F {
                      int calls;
                      @Task
                      @Retry(attempts = 3, scope = RetryScope.%s)
                      void a() {
                        calls++;
                        throw new IllegalStateException("never");
                      }
                    }
                    class Run {
                      static Object run() {
                        F f = new F();
                        try {
                          FFlow.of(f).run();
                        } catch (FlowFailedException e) {
                          return f.calls;
                        }
                        return "done";
                      }
                    }
                    """
                        .formatted(scope))
                .run())
        .isEqualTo(scope.equals("ALL") ? 3 : 6);
  }

  @Test
  void theWholeFlowTriesOneValueAfterTheOther() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    @Retry(forEach = "servers", as = "server")
                    class F {
                      final List<String> log = new ArrayList<>();
                      @Task @Provides("volume") String create(String server, @Input int size) {
                        log.add("create on " + server);
                        return server + ":" + size;
                      }
                      @Revert("create") void delete(String server) { log.add("delete on " + server); }
                      @Task void format(String volume, Optional<String> server) {
                        if (!volume.startsWith("c")) throw new IllegalStateException(volume);
                      }
                    }
                    class Run {
                      static Object run() {
                        F f = new F();
                        FFlow.Outcome outcome = FFlow.of(f).run(List.of("a", "b", "c", "d"), 7);
                        return outcome + " " + f.log;
                      }
                    }
                    """)
                .run())
        .isEqualTo(
            "Outcome[volume=c:7] [create on a, delete on a, create on b, delete on b, create on"
                + " c]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"List<Integer>", "Set<Integer>", "int[]", "Integer[]"})
  void aTaskTriesWhatAnotherProvides(String type) {
    String values =
        switch (type) {
          case "int[]", "Integer[]" -> "new " + type + " {4, 5, 6}";
          case "Set<Integer>" -> "new TreeSet<>(List.of(4, 5, 6))";
          default -> "List.of(4, 5, 6)";
        };
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      @Task @Provides("used") int use(int taken) { return taken; }
                      @Task
                      @Retry(forEach = "ports", as = "port", attempts = 3, scope = RetryScope.ALL)
                      @Provides("taken") int take(int port) {
                        if (port < 6) throw new IllegalStateException("in use");
                        return port;
                      }
                      @Task @Provides("ports") %s scan() { return %s; }
                    }
                    class Run {
                      static Object run() {
                        return FFlow.of(new F()).run().used() + " "
                            + FFlow.of(new F()).with().run(io.backstitch.executor.TaskExecutor.serial()).used();
                      }
                    }
                    """
                        .formatted(type, values))
                .run())
        .isEqualTo("6 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"long[]", "Set<? extends Number>"})
  void aDeclaredInputIsWhatIsTried(String type) {
    String values = type.equals("long[]") ? "new long[] {1, 2}" : "new TreeSet<>(List.of(1L, 2L))";
    assertThat(
            Compiled.of(
                    """
                    @Flow(pattern = Pattern.LINEAR)
                    class F {
                      @Task void log(@Input %s all) {}
                      @Task @Retry(forEach = "all", as = "one") @Provides("found")
                      String find(Number one) {
                        if (one.intValue() == 1) throw new IllegalStateException("wrong");
                        return one.toString();
                      }
                      @Task @Retry(forEach = "all", as = "one") @Provides("again")
                      String again(@Requires("one") Number other) { return other.toString(); }
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run(%s); }
                    }
                    """
                        .formatted(type, values))
                .run())
        .hasToString("Outcome[found=2, again=1]");
  }

  @Test
  void linksAndDecidersGoToWhatIsGuarded() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      final List<String> log = new ArrayList<>();
                      int calls;
                      @Task(value = "last", after = "flaky") void last() { log.add("last"); }
                      @Decider("flaky") boolean isWanted(String name) {
                        log.add("asked");
                        return name.equals("go");
                      }
                      @Task @Retry @Provides("done") String flaky(String name) {
                        log.add("flaky");
                        if (calls++ == 0) throw new IllegalStateException("once");
                        return name;
                      }
                      @Task @Provides("name") String name(@Input String word) { return word; }
                      @Task void end(@Nullable String done) { log.add("end " + done); }
                    }
                    class Run {
                      static Object run() {
                        F f = new F();
                        FFlow flow = FFlow.of(f);
                        flow.with("go").run(io.backstitch.executor.TaskExecutor.serial());
                        flow.with("stay").run(io.backstitch.executor.TaskExecutor.serial());
                        return f.log.toString();
                      }
                    }
                    """)
                .run())
        .isEqualTo("[asked, flaky, flaky, last, end go, asked, last, end null]");
  }

  @Test
  void aControllerIsMadeWithTheObjectIfItWantsIt() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    @Retry(controller = F.Patient.class)
                    class F {
                      int calls;
                      int left = 3;
                      @Task @Retry(controller = Never.class) void a() {
                        calls++;
                        throw new IllegalStateException("never");
                      }
                      record Patient(F f) implements io.backstitch.flow.RetryController {
                        Patient() { this(new F()); }
                        @Override
                        public io.backstitch.flow.RetryDecision onFailure(
                            io.backstitch.flow.RetryHistory history,
                            io.backstitch.flow.Arguments in) {
                          return f.left-- > 0
                              ? io.backstitch.flow.RetryDecision.RETRY
                              : io.backstitch.flow.RetryDecision.REVERT;
                        }
                      }
                    }
                    """,
                    """
                    class Never implements io.backstitch.flow.RetryController {
                      @Override
                      public io.backstitch.flow.RetryDecision onFailure(
                          io.backstitch.flow.RetryHistory history,
                          io.backstitch.flow.Arguments in) {
                        return io.backstitch.flow.RetryDecision.REVERT;
                      }
                    }
                    class Run {
                      static Object run() {
                        F f = new F();
                        try {
                          FFlow.of(f).run();
                        } catch (FlowFailedException e) {
                          return List.of(f.calls, f.left);
                        }
                        return "done";
                      }
                    }
                    """)
                .run())
        .isEqualTo(List.of(4, -1));
  }
}
