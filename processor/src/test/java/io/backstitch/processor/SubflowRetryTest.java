package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What happens when sub-flows that are tried again run. */
class SubflowRetryTest {

  private static final String LOG =
      """
      public class Log {
        public static final List<String> ALL = Collections.synchronizedList(new ArrayList<>());
        public static void add(String text) { ALL.add(text); }
        public static String taken() { String all = String.join(" ", ALL); ALL.clear(); return all; }
      }
      """;

  /** Fetches from a server, if that is one of the good ones. */
  private static final String FETCH =
      """
      @Flow
      public class Fetch {
        final Set<String> good;
        Fetch(String... good) { this.good = Set.of(good); }
        @Task @Provides("file")
        public String connect(@Input String server, @Input String name, TaskContext context) {
          Log.add("+" + context.atom() + "(" + server + ")");
          return server + ":" + name;
        }
        @Revert("connect")
        public void disconnect(@Input String server, TaskContext context) {
          Log.add("-" + context.atom() + "(" + server + ")");
        }
        @Task @Provides("data")
        public String load(String file, @Input String server) {
          if (!good.contains(server)) { throw new IllegalStateException(server + " is down"); }
          return file + "!";
        }
        @Revert("load") public void drop() { Log.add("-load"); }
      }
      """;

  private static Object run(String flow, String... lines) {
    return Compiled.of(
            LOG,
            "import java.util.Set;\n" + FETCH,
            flow,
            "class Run {\nstatic Object run() throws Exception {\n"
                + String.join("\n", lines)
                + "\n}\n}")
        .run();
  }

  @Test
  void itIsUndoneInReverseAndTriedAgain() {
    assertThat(
            run(
                """
                @Flow class Site {
                  int left = 2;
                  @Subflow @Retry(attempts = 3) Fetch page = new Fetch("s") {
                    @Override public String load(String file, String server) {
                      if (left-- > 0) { throw new IllegalStateException("not yet"); }
                      return file + "!";
                    }
                  };
                  @Task @Provides("shown") String show(String data) { return data + "?"; }
                }
                """,
                "return SiteFlow.of(new Site()).run(\"s\", \"a\").shown() + \" \" + Log.taken();"))
        .isEqualTo(
            "s:a!? +page/connect(s) -load -page/connect(s) +page/connect(s) -load"
                + " -page/connect(s) +page/connect(s)");
  }

  @Test
  void whenNothingIsLeftToTryTheWholeIsUndone() {
    assertThat(
            run(
                """
                @Flow class Site {
                  @Task void before() {}
                  @Revert("before") void undoBefore() { Log.add("-before"); }
                  @Subflow(after = "before") @Retry(attempts = 2) Fetch page = new Fetch();
                  @Task void after(String data) { Log.add("+after"); }
                }
                """,
                "try {",
                "  SiteFlow.of(new Site()).run(\"s\", \"a\");",
                "  return \"done\";",
                "} catch (FlowFailedException e) {",
                "  return e.getCause().getMessage() + \" \" + Log.taken();",
                "}"))
        .isEqualTo(
            "s is down +page/connect(s) -load -page/connect(s) +page/connect(s) -load"
                + " -page/connect(s) -before");
  }

  @Test
  void oneMirrorAfterTheOtherIsTried() {
    assertThat(
            run(
                """
                @Flow class Site {
                  @Subflow(rename = "server=mirror") @Retry(forEach = "mirrors", as = "mirror")
                  Fetch page = new Fetch("c");
                  @Task @Provides("mirrors") List<String> find(@Input String all) {
                    return List.of(all.split(" "));
                  }
                  @Task @Provides("shown") String show(String data) { return data + "?"; }
                }
                """,
                "return SiteFlow.of(new Site()).run(\"a\", \"b c d\").shown() + \" \" + Log.taken();"))
        .isEqualTo("c:a!? +page/connect(b) -load -page/connect(b) +page/connect(c)");
  }

  @Test
  void whatNobodyDeclaresIsAnInputWhereTheSubflowStands() {
    assertThat(
            run(
                """
                @Flow class Site {
                  @Task void first(@Input int one) {}
                  @Subflow @Retry(forEach = "servers", as = "server", attempts = 2)
                  Fetch page = new Fetch("b");
                  @Task void last(@Input long two) {}
                }
                """,
                "Collection<String> servers = List.of(\"a\", \"b\");",
                "return SiteFlow.of(new Site()).run(1, servers, \"n\", 2L).data();"))
        .isEqualTo("b:n!");
  }

  @Test
  void oneFlowIsNestedTwiceAndEachIsTriedByItself() {
    assertThat(
            run(
                """
                @Flow(pattern = Pattern.LINEAR) record Site(
                    @Subflow(rename = {"server=mirror", "file=f1", "data=d1"})
                        @Retry(forEach = "mirrors", as = "mirror")
                        Fetch page,
                    @Subflow(name = "other", rename = {"server=mirror", "file=f2", "data=d2"})
                        @Retry(forEach = "others", as = "mirror")
                        Fetch image) {
                  @Task @Provides("both") String both(String d1, String d2) { return d1 + d2; }
                }
                """,
                "Site site = new Site(new Fetch(\"b\"), new Fetch(\"x\"));",
                "String both = SiteFlow.of(site)",
                "    .run(List.of(\"a\", \"b\"), \"n\", List.of(\"w\", \"x\")).both();",
                "return both + \" \" + Log.taken();"))
        .isEqualTo(
            "b:n!x:n! +page/connect(a) -load -page/connect(a) +page/connect(b) +other/connect(w)"
                + " -load -other/connect(w) +other/connect(x)");
  }

  /** The retry of its class is inside, so it has given up before the one around is asked. */
  @Test
  void itsClassMayHaveARetryOfItsOwn() {
    assertThat(
            run(
                """
                class Flows {
                  @Flow @Retry(forEach = "servers", as = "server") static class Any {
                    @Task @Provides("got") String get(String server, @Input String zone) {
                      Log.add(zone + server);
                      if (!server.equals("2") || !zone.equals("y")) {
                        throw new IllegalStateException();
                      }
                      return zone + server;
                    }
                  }
                  @Flow static class Site {
                    @Subflow @Retry(forEach = "zones", as = "zone") Any any = new Any();
                  }
                }
                """,
                "String got = Flows_SiteFlow.of(new Flows.Site())",
                "    .run(List.of(\"x\", \"y\"), List.of(\"1\", \"2\")).got();",
                "return got + \" of \" + Log.taken();"))
        .isEqualTo("y2 of x1 x2 y1 y2");
  }

  @Test
  void theRetryOfTheFlowAroundIsAskedWhenItGivesUp() {
    assertThat(
            run(
                """
                @Flow @Retry(attempts = 2) class Site {
                  int left = 3;
                  @Task void before() { Log.add("+before"); }
                  @Revert("before") void undoBefore() { Log.add("-before"); }
                  @Subflow(after = "before") @Retry(attempts = 2)
                  Fetch page = new Fetch() {
                    @Override public String load(String file, String server) {
                      if (left-- > 0) { throw new IllegalStateException("not yet"); }
                      return file + "!";
                    }
                  };
                }
                """,
                "return SiteFlow.of(new Site()).run(\"s\", \"a\").data() + \" \" + Log.taken();"))
        .isEqualTo(
            "s:a! +before +page/connect(s) -load -page/connect(s) +page/connect(s) -load"
                + " -page/connect(s) -before +before +page/connect(s) -load -page/connect(s)"
                + " +page/connect(s)");
  }

  @Test
  void allOfTheRunIsUndoneIfItSaysSo() {
    assertThat(
            run(
                """
                @Flow @Retry(attempts = 5) class Site {
                  @Task void before() { Log.add("+before"); }
                  @Revert("before") void undoBefore() { Log.add("-before"); }
                  @Subflow(after = "before")
                  @Retry(forEach = "servers", as = "server", scope = RetryScope.ALL)
                  Fetch page = new Fetch();
                }
                """,
                "try {",
                "  return SiteFlow.of(new Site()).run(List.of(\"a\", \"b\"), \"n\").data();",
                "} catch (FlowFailedException e) {",
                "  return Log.taken();",
                "}"))
        .isEqualTo(
            "+before +page/connect(a) -load -page/connect(a) +page/connect(b) -load"
                + " -page/connect(b) -before");
  }

  @Test
  void aDeciderSkipsItWithItsRetry() {
    assertThat(
            run(
                """
                @Flow class Site {
                  @Subflow @Retry(forEach = "servers", as = "server") Fetch page = new Fetch("s");
                  @Decider("page") boolean isWanted(@Input boolean wanted) { return wanted; }
                  @Task(after = "page") @Provides("shown") String show(Optional<String> data) {
                    return data.orElse("nothing");
                  }
                }
                """,
                "SiteFlow flow = SiteFlow.of(new Site());",
                "var inputs = SiteFlow.Inputs.builder().servers(List.of(\"s\")).name(\"a\");",
                "return flow.run(inputs.wanted(false).build()).shown() + \" \"",
                "    + flow.run(inputs.wanted(true).build()).shown() + \" \" + Log.taken();"))
        .isEqualTo("nothing s:a! +page/connect(s)");
  }

  @Test
  void aRunThatIsResumedKeepsTheValueThatIsTried() {
    assertThat(
            run(
                """
                import java.util.concurrent.CountDownLatch;
                @Flow class Site {
                  final CountDownLatch reached = new CountDownLatch(1);
                  final CountDownLatch left = new CountDownLatch(1);
                  @Subflow @Retry(forEach = "servers", as = "server")
                  Fetch page = new Fetch("b") {
                    @Override public String connect(String server, String name, TaskContext context) {
                      Log.add(server);
                      if (server.equals("b")) {
                        reached.countDown();
                        try {
                          left.await();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }
                      return server;
                    }
                  };
                }
                """,
                "Site site = new Site();",
                "var memory = new io.backstitch.persistence.MemoryPersistence();",
                "SiteFlow flow = SiteFlow.of(site);",
                "try (Backstitch backstitch = Backstitch.open(memory).register(flow)) {",
                "  var run = backstitch.start(flow.with(List.of(\"a\", \"b\"), \"n\"), \"r\");",
                "  site.reached.await();",
                "  run.suspend();",
                "  site.left.countDown();",
                "  try {",
                "    run.join();",
                "  } catch (FlowStoppedException e) {",
                "    Log.add(\"rest\");",
                "  }",
                "}",
                "try (Backstitch backstitch = Backstitch.open(memory).register(flow)) {",
                "  var done = (SiteFlow.Outcome) backstitch.resume(\"r\").join();",
                "  return done.data() + \" \" + Log.taken();",
                "}"))
        .isEqualTo("b! a -load -page/connect(a) b rest");
  }

  @Test
  void theRetryOfAnArrayOfPrimitives() {
    assertThat(
            Compiled.of(
                    """
                    @Flow class Port {
                      @Task @Provides("open") int open(@Input int port) {
                        if (port < 2) { throw new IllegalStateException(); }
                        return port;
                      }
                    }
                    """,
                    """
                    @Flow class Host {
                      @Task void all(@Input int[] ports) {}
                      @Subflow @Retry(forEach = "ports", as = "port") static final Port PORT = new Port();
                    }
                    """,
                    """
                    class Run {
                      static Object run() { return HostFlow.of(new Host()).run(new int[] {1, 2}).open(); }
                    }
                    """)
                .run())
        .isEqualTo(2);
  }
}
