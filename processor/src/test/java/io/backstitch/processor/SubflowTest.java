package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What flows within flows do when they run. */
class SubflowTest {

  /** Takes a size and perhaps a label, provides a volume; says in the log what it does. */
  private static final String VOLUME =
      """
      @Flow
      public class Volume {
        @Task @Provides("volume")
        public String allocate(@Input int size, @Input @Nullable String label, TaskContext context) {
          Log.add("+" + context.atom());
          return size + (label == null ? "" : label);
        }
        @Revert("allocate")
        public void release(@Input int size, @Result @Nullable String volume) {
          Log.add("-" + volume);
        }
        @Task
        public void format(String volume, TaskContext context) { Log.add("+" + context.atom()); }
      }
      """;

  private static final String LOG =
      """
      public class Log {
        public static final List<String> ALL = Collections.synchronizedList(new ArrayList<>());
        public static void add(String text) { ALL.add(text); }
        public static String taken() { String all = String.join(" ", ALL); ALL.clear(); return all; }
      }
      """;

  private static final String SERVER =
      """
      @Flow
      public record Server(
          @Subflow(rename = {"size=rootSize", "volume=root"}) Volume rootDisk,
          @Subflow(rename = "volume=data", after = "rootDisk") Volume dataDisk) {
        @Task(after = "dataDisk") @Provides("booted")
        public String boot(String root, String data, @Input boolean broken) {
          if (broken) { throw new IllegalStateException("no power"); }
          return root + data;
        }
      }
      """;

  @Test
  void oneFlowIsNestedTwice() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    SERVER,
                    """
                    class Run {
                      static Object run() {
                        ServerFlow flow = ServerFlow.of(new Server(new Volume(), new Volume()));
                        ServerFlow.Outcome done = flow.run(1, null, 2, false);
                        return done.root() + done.data() + done.booted() + " " + Log.taken();
                      }
                    }
                    """)
                .run())
        .isEqualTo("1212 +rootDisk/allocate +rootDisk/format +dataDisk/allocate +dataDisk/format");
  }

  @Test
  void itIsUndoneInReverse() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    SERVER,
                    """
                    class Run {
                      static Object run() {
                        try {
                          ServerFlow.of(new Server(new Volume(), new Volume())).run(1, "L", 2, true);
                          return "done";
                        } catch (FlowFailedException e) {
                          return e.getCause().getMessage() + " " + Log.taken();
                        }
                      }
                    }
                    """)
                .run())
        .isEqualTo(
            "no power +rootDisk/allocate +rootDisk/format +dataDisk/allocate +dataDisk/format"
                + " -2L -1L");
  }

  @Test
  void itFailsInTheMiddleOfASubflow() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    """
                    @Flow(pattern = Pattern.LINEAR)
                    class Server {
                      @Task void first() {}
                      @Revert("first") void undoFirst() { Log.add("-first"); }
                      @Subflow Volume disk = new Volume() {
                        @Override public void format(String volume, TaskContext context) {
                          throw new IllegalStateException("bad");
                        }
                      };
                      @Task void last() { Log.add("+last"); }
                    }
                    """,
                    """
                    class Run {
                      static Object run() {
                        try {
                          ServerFlow.of(new Server()).run(1, "L");
                          return "done";
                        } catch (FlowFailedException e) {
                          return e.failures().get(0).atom() + " " + Log.taken();
                        }
                      }
                    }
                    """)
                .run())
        .isEqualTo("disk/format +disk/allocate -1L -first");
  }

  @Test
  void flowsNestToAnyDepthAndTakeFromWhatIsBesideThem() {
    assertThat(
            Compiled.of(
                    """
                    @Flow class Top {
                      @Subflow(rename = "out=a") Middle one = new Middle();
                      @Subflow(rename = {"in=a", "out=b", "x=x2", "y=y2"}) Middle two = new Middle();
                      @Task @Provides("in") String start() { return "s"; }
                      @Task @Provides("end") String end(String b, TaskContext c) { return b + c.atom(); }
                    }
                    """,
                    """
                    @Flow("mid") class Middle {
                      @Subflow(name = "deep", rename = {"in=x", "out=y"}) static final Bottom BOTTOM = new Bottom();
                      @Task @Provides("x") String before(@Input String in) { return in + "("; }
                      @Task @Provides("out") String behind(String y) { return y + ")"; }
                    }
                    """,
                    """
                    @Flow class Bottom {
                      @Task @Provides("out") String task(@Input String in, TaskContext c) { return in + c.atom(); }
                    }
                    """,
                    """
                    class Run {
                      static Object run() {
                        TopFlow.Outcome all = TopFlow.of(new Top()).run();
                        return String.join(" ", all.end(), all.x(), all.y(), all.x2(), all.y2());
                      }
                    }
                    """)
                .run())
        .isEqualTo(
            "s(one/deep/task)(two/deep/task)end s( s(one/deep/task s(one/deep/task)("
                + " s(one/deep/task)(two/deep/task");
  }

  @Test
  void aRunThatRestsInASubflowIsStoredAndCarriedOn() {
    assertThat(
            Compiled.of(
                    LOG,
                    """
                    import java.util.concurrent.CountDownLatch;
                    @Flow class Volume {
                      static final CountDownLatch REACHED = new CountDownLatch(1);
                      static final CountDownLatch LEFT = new CountDownLatch(1);
                      @Task @Provides("volume") String allocate(@Input int size) throws Exception {
                        Log.add("allocate");
                        REACHED.countDown();
                        LEFT.await();
                        return "v" + size;
                      }
                      @Task @Provides("used") String use(String volume) {
                        Log.add("use");
                        return volume + "!";
                      }
                    }
                    """,
                    "@Flow record Server(@Subflow(rename = \"used=result\") Volume disk) {}",
                    """
                    import io.backstitch.persistence.MemoryPersistence;
                    class Run {
                      static Object run() throws Exception {
                        MemoryPersistence memory = new MemoryPersistence();
                        ServerFlow flow = ServerFlow.of(new Server(new Volume()));
                        try (Backstitch backstitch = Backstitch.open(memory).register(flow)) {
                          FlowRun<ServerFlow.Outcome> run = backstitch.start(flow.with(7), "r");
                          Volume.REACHED.await();
                          run.suspend();
                          Volume.LEFT.countDown();
                          try {
                            run.join();
                          } catch (FlowStoppedException e) {
                            Log.add("rest");
                          }
                        }
                        try (Backstitch backstitch = Backstitch.open(memory).register(flow)) {
                          ServerFlow.Outcome done = (ServerFlow.Outcome) backstitch.resume("r").join();
                          return done.volume() + " " + done.result() + " " + Log.taken();
                        }
                      }
                    }
                    """)
                .run())
        .isEqualTo("v7 v7! allocate rest use");
  }

  @Test
  void aFieldThatIsNullIsSaidToBe() {
    assertThatThrownBy(
            () ->
                Compiled.of(
                        LOG,
                        VOLUME,
                        """
                        class Outer {
                          @Flow static class Server { @Subflow(name = "x") Volume disk; }
                        }
                        """,
                        "class Run { static Object run() { return Outer_ServerFlow.of(new Outer.Server()); } }")
                    .run())
        .rootCause()
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Field disk of Outer.Server, a sub-flow, is null");
  }

  @Test
  void aSubflowMayBeCalledAsWhatItTakesOrProvides() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    "class Base { @Task void base() {} @Subflow Volume size = new Volume(); }",
                    """
                    @Flow class Server extends Base {
                      @Subflow(rename = {"size=z", "volume=v"}) Volume label = new Volume();
                      @Subflow(rename = {"size=s", "volume=w"}) @Retry Volume volume = new Volume();
                    }
                    """,
                    """
                    class Run {
                      static Object run() { return ServerFlow.of(new Server()).run(1, "l", 2, 3); }
                    }
                    """)
                .run())
        .hasToString("Outcome[volume=1l, v=2l, w=3l]");
  }

  @Test
  void linearFlowsRunAsTheyStandInTheSource() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    """
                    class Base {
                      @Task void base() { Log.add("base"); }
                      @Subflow(rename = {"volume=w", "size=s"}) Volume inherited = new Volume();
                      @Task void between() { Log.add("between"); }
                    }
                    """,
                    """
                    @Flow(pattern = Pattern.LINEAR)
                    class Server extends Base {
                      @Task void first() { Log.add("first"); }
                      @Subflow Volume disk = new Volume();
                      @Task void last() { Log.add("last"); }
                      @Override void between() { Log.add("over"); }
                    }
                    """,
                    """
                    class Run {
                      static Object run() {
                        ServerFlow.of(new Server()).run(1, null, 2);
                        return Log.taken();
                      }
                    }
                    """)
                .run())
        .isEqualTo(
            "base +inherited/allocate +inherited/format over first +disk/allocate +disk/format last");
  }

  @Test
  void optionalSymbolsPassThrough() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    """
                    @Flow class Find {
                      @Task @Provides("label") Optional<String> find(@Input String where) {
                        return where.isEmpty() ? Optional.empty() : Optional.of(where);
                      }
                    }
                    """,
                    """
                    @Flow class Server {
                      @Subflow Volume disk = new Volume();
                      @Subflow Find find = new Find();
                      @Task @Provides("got") String get(Optional<String> label, String volume) {
                        return label.orElse("none") + volume;
                      }
                    }
                    """,
                    """
                    class Run {
                      static Object run() {
                        ServerFlow flow = ServerFlow.of(new Server());
                        ServerFlow.Outcome without = flow.run(1, "");
                        return without.label() + flow.run(1, "L").got() + without.got();
                      }
                    }
                    """)
                .run())
        .isEqualTo("nullL1Lnone1");
  }

  @Test
  void unorderedFlowsNestToo() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    """
                    @Flow(pattern = Pattern.UNORDERED)
                    class Server {
                      @Subflow(rename = "volume=one") Volume a = new Volume();
                      @Subflow(rename = {"volume=two", "size=other"}) Volume b = new Volume();
                    }
                    """,
                    """
                    class Run {
                      static Object run() {
                        ServerFlow.Outcome done = ServerFlow.of(new Server()).run(1, "L", 2);
                        return done.one() + done.two();
                      }
                    }
                    """)
                .run())
        .isEqualTo("1L2L");
  }

  @Test
  void aGenericBaseSaysWhatItNests() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    "class Base<T> { @Subflow T disk; Base(T disk) { this.disk = disk; } }",
                    "@Flow class Server extends Base<Volume> { Server() { super(new Volume()); } }",
                    """
                    class Run {
                      static Object run() { return ServerFlow.of(new Server()).run(1, "x").volume(); }
                    }
                    """)
                .run())
        .isEqualTo("1x");
  }

  @Test
  void manySymbolsAreRenamed() {
    StringBuilder tasks = new StringBuilder("@Flow class Many {");
    StringBuilder rename = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      tasks.append("@Task @Provides(\"s%d\") int t%d() { return %d; } ".formatted(i, i, i));
      rename.append(i == 0 ? "" : ", ").append("\"s%d=r%d\"".formatted(i, i));
    }
    assertThat(
            Compiled.of(
                    tasks + "}",
                    "@Flow record Server(@Subflow(rename = {" + rename + "}) Many bind) {}",
                    """
                    class Run {
                      static Object run() { return ServerFlow.of(new Server(new Many())).run().r11(); }
                    }
                    """)
                .run())
        .isEqualTo(11);
  }

  @Test
  void aDeciderMaySkipIt() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    """
                    @Flow class Server {
                      @Subflow(after = "ask") Volume disk = new Volume();
                      @Task @Provides("wanted") boolean ask(@Input boolean answer) { return answer; }
                      @Decider("disk") boolean isWanted(boolean wanted) { return wanted; }
                      @Task(after = "disk") @Provides("got") String get(Optional<String> volume) {
                        return volume.orElse("none");
                      }
                    }
                    """,
                    """
                    class Run {
                      static Object run() {
                        ServerFlow flow = ServerFlow.of(new Server());
                        ServerFlow.Outcome without = flow.run(7, null, false);
                        String log = Log.taken();
                        return without.volume() + without.got() + log + flow.run(7, null, true).got();
                      }
                    }
                    """)
                .run())
        .isEqualTo("nullnone7");
  }

  @Test
  void theInputsOfADeciderComeAfterThoseOfTheSubflowThatStandsBeforeIt() {
    assertThat(
            Compiled.of(
                    LOG,
                    VOLUME,
                    """
                    @Flow class Server {
                      @Subflow Volume disk = new Volume();
                      @Decider("disk") boolean isWanted(@Input int wanted) { return wanted > 0; }
                    }
                    """)
                .succeeds()
                .generated()
                .get("ServerFlow.java"))
        .contains("Outcome run(int size, @Nullable String label, int wanted)");
  }
}
