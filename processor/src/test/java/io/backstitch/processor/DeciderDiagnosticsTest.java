package io.backstitch.processor;

import org.junit.jupiter.api.Test;

/** What is said about deciders, and about what they skip. */
class DeciderDiagnosticsTest {

  @Test
  void badDecider() {
    Compiled.of(
            """
            @Flow
            class F {
              @Decider("grow") Boolean isNearlyFull(
                  int usage, // !BadDecider
                  String grown, // !BadDecider
                  int sise, // !BadDecider
                  Optional<String> nothing) { // ?MissingProvider
                return true;
              }
              @Task @Provides("usage") int measure() { return 1; }
              @Task @Provides("grown") String grow(int size) { return ""; }
              @Task @Provides("size") int size() { return 1; }
            }
            """
                .replace("Boolean isNearlyFull(", "Boolean isNearlyFull( // !BadDecider"))
        .saysWhatIsMarked()
        .saying("Decider 'isNearlyFull' returns Boolean", "Let it return boolean")
        .saying(
            "Decider 'isNearlyFull' takes the symbol 'usage' (int), but what provides it,"
                + " 'measure', does not run before the task 'grow', and a decider does not make it"
                + " wait. Write @Task(after = \"measure\") on 'grow', or let that task take the"
                + " symbol, too")
        .saying("that is what the task 'grow' provides itself")
        .saying("no task provides it, and it is no @Input. Did you mean 'size'?")
        .saying("'nothing'", "It will always be absent");
    Compiled.of(
            """
            @Flow
            class F {
              @Decider("grow") boolean isNearlyFull(int usage, int size, @Input int limit) {
                return usage > limit;
              }
              @Task @Provides("usage") int measure() { return 1; }
              @Task(after = "measure") @Provides("grown") String grow(int size) { return ""; }
              @Task @Provides("size") int size() { return 1; }
            }
            """)
        .succeeds();
  }

  @Test
  void badDeciderInOtherPatterns() {
    Compiled.of(
            """
            @Flow(pattern = Pattern.LINEAR)
            class F {
              @Decider("a") boolean no(int b) { return true; } // !BadDecider
              @Task void a() {}
              @Task @Provides("b") int b() { return 1; }
            }
            """)
        .saysWhatIsMarked()
        .saying("Move the method 'b' above it");
    Compiled.of(
            """
            @Flow(pattern = Pattern.UNORDERED)
            class F {
              @Decider("a") boolean no(int b) { return true; } // !BadDecider
              @Task void a() {}
              @Task @Provides("b") int b() { return 1; }
            }
            """)
        .saysWhatIsMarked()
        .saying("The tasks of an UNORDERED flow have no order");
  }

  @Test
  void otherKindsOfADecider() {
    Compiled.of(
            """
            @Flow
            class F {
              @Decider("gorw") boolean a() { return true; } // !UnknownTask
              @Decider("grow") private boolean b() { return true; } // !NotAccessible
              @Decider("grow") <T> boolean c(@Input T c) { return true; } // !GenericNotBindable
              @Decider("grow") boolean d(@Input Object... d) { return true; } // !VarargsNotBindable
              @Decider("grow") boolean e(@Input("x") int e, // !InputConflict
                  @Result int f, // !BadAnnotation
                  FlowFailures g) { return true; } // !BadAnnotation
              @Decider("grow") boolean l(java.sql.Connection l) { return true; } // !BadDecider
              @Decider("grow") @Provides("h") boolean h() { return true; } // !BadAnnotation
              @Decider("grow") @Retry boolean i() { return true; } // !BadAnnotation
              @Decider("grow") boolean j(String size) { return true; } // !TypeMismatch
              @Task @Decider("grow") boolean k() { return true; } // !BadAnnotation
              @Task @Provides("x") int grow(int size) { return 1; }
              @Task @Provides("size") int size() { return 1; }
            }
            """)
        .saysWhatIsMarked()
        .saying("@Decider names 'gorw'", "Did you mean 'grow'?")
        .saying("A decider cannot take FlowFailures")
        .saying("A decider cannot take the engine's Connection")
        .saying("@Provides stands on a decider")
        .saying("@Retry stands on a decider")
        .saying("@Decider stands on a task");
  }

  @Test
  void skippedValue() {
    Compiled.of(
            """
            @Flow
            class F {
              @Decider("grow") boolean isNearlyFull() { return true; }
              @Task @Provides("grown") int grow() { return 1; }
              @Task void report(int grown) {} // !SkippedValue
              @Revert("later") void undo(int grown) {} // !SkippedValue
              @Decider("later") boolean isLate(int grown) { return true; } // !SkippedValue
              @Task(after = "report") void later() {}
              Integer component(FFlow.Outcome outcome) { return outcome.grown(); }
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "The symbol 'grown' may be absent, since the decider 'isNearlyFull' may skip the task"
                + " 'grow', but parameter 'grown' of report cannot do without. Write"
                + " Optional<Integer>, or @Nullable");
    Compiled.of(
            """
            @Flow
            class F {
              @Decider(value = "grow", depth = Depth.FLOW) boolean isNearlyFull() { return true; }
              @Task @Provides("grown") int grow() { return 1; }
              @Task void report(int grown) {}
              @Revert("later") void undo(int grown) {}
              @Decider("later") boolean isLate(int grown) { return true; }
              @Task(after = "report") void later() {}
            }
            """)
        .succeeds();
  }

  @Test
  void skippedValueAtEachDepth() {
    for (Depths depth : Depths.values()) {
      Compiled compiled =
          Compiled.of(
              """
              @Flow
              class F {
                @Decider(value = "a", depth = Depth.%s) boolean no() { return true; }
                @Task @Provides("x") int a() { return 1; }
                @Task @Provides("y") int b(int x) { return x; } %s
                @Task void c(int y, @Requires("x") int z) {} %s
                @Task(after = "b") void d(@Requires("x") int x, int y) {} %s
              }
              """
                  .formatted(depth, depth.b, depth.c, depth.d));
      if (depth.b.isEmpty() && depth.d.isEmpty()) {
        compiled.succeeds();
      } else {
        compiled.saysWhatIsMarked();
      }
    }
  }

  private enum Depths {
    ATOM("// !SkippedValue", "// !SkippedValue", "// !SkippedValue"),
    // All of them take x, so all are directly after a.
    NEIGHBORS("", "", ""),
    FLOW("", "", ""),
    ALL("", "", "");

    private final String b;
    private final String c;
    private final String d;

    Depths(String b, String c, String d) {
      this.b = b;
      this.c = c;
      this.d = d;
    }
  }

  @Test
  void aMismatchOfWhatMayBeSkippedIsMendedAtOnce() {
    Compiled.of(
            """
            @Flow
            class F {
              @Decider("a") boolean no() { return true; }
              @Task @Provides("x") int a() { return 1; }
              @Task void b(String x) {} // !TypeMismatch
            }
            """)
        .saysWhatIsMarked()
        .saying("Declare the parameter as Optional<Integer>");
  }

  @Test
  void whatIsFartherAwayThanNeighborsIsNotSkipped() {
    Compiled.of(
            """
            @Flow
            class F {
              @Decider(value = "a", depth = Depth.NEIGHBORS) boolean no() { return true; }
              @Task @Provides("x") int a() { return 1; }
              @Task @Provides("y") int b(int x) { return x; }
              @Task void c(int y) {} // !SkippedValue
            }
            """)
        .saysWhatIsMarked()
        .saying("the decider 'no' may skip the task 'b'");
  }

  @Test
  void anotherProviderBeforeStandsIn() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; }
              @Decider("b") boolean no() { return true; }
              @Task(after = "a") @Provides("x") int b() { return 2; }
              @Task(after = "b") void c(int x) {}
              int component(FFlow.Outcome outcome) { return outcome.x(); }
            }
            """)
        .succeeds();
    Compiled.of(
            """
            @Flow
            class F {
              @Decider("a") boolean no() { return true; }
              @Task @Provides("x") int a() { return 1; }
              @Decider("b") boolean neither() { return true; }
              @Task(after = "a") @Provides("x") int b() { return 2; }
              @Task(after = "b") void c(int x) {} // !SkippedValue
            }
            """)
        .saysWhatIsMarked()
        .saying("the decider 'neither' may skip the task 'b'");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") String a() { return ""; }
              @Decider("b") boolean no(String x) { return true; }
              @Task(after = "a") @Provides("x") int b() { return 2; }
              @Task(after = "b") void c(int x) {} // !TypeMismatch
            }
            """)
        .saysWhatIsMarked()
        .saying("the task 'a' provides String");
  }
}
