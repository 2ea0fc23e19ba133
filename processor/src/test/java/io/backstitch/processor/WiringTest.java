package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whose value a task takes where several provide it: what is checked is also what is run. */
class WiringTest {

  @Test
  void whatIsBeforeATaskAnywayIsTheNearest() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F {
                      @Task @Provides("x") String a() { return "a"; }
                      @Task(after = "a") @Provides("x") Integer b() { return 1; }
                      @Task(after = "a") @Provides("y") String c(String x) { return x; }
                      @Task @Provides("z") int d(int x) { return x; }
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run(); }
                    }
                    """)
                .run())
        .hasToString("Outcome[x=1, y=a, z=1]");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") String a() { return "a"; }
              @Task(after = "a") @Provides("x") Integer b() { return 1; }
              @Task(after = "a") void c(Integer x) {} // !TypeMismatch
            }
            """)
        .saysWhatIsMarked()
        .saying("the task 'a' provides String");
  }

  @Test
  void oneSymbolOfSeveralProvidersMayOrderThoseOfAnother() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    @SuppressWarnings("Backstitch/UnusedSymbol")
                    class F {
                      @Task @Provides("all") String c(String s) { return s; }
                      @Task @Provides("s") String p1() { return "p1"; }
                      @Task @Provides("t") String q1() { return "q1"; }
                      @Task(after = {"q1", "p1"}) @Provides("t") String q2() { return "q2"; }
                      @Task @Provides("s") String p2(String t) { return "p2 " + t; }
                    }
                    class Run {
                      static Object run() { return FFlow.of(new F()).run().all(); }
                    }
                    """)
                .run())
        .isEqualTo("p2 q2");
  }

  @Test
  void onlyTheCauseIsAmbiguous() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides({"s", "t"}) int[] a() { return new int[2]; }
              @Task @Provides("s") int b() { return 2; } // !AmbiguousProvider
              @Task @Provides("t") int c(int s) { return 3; }
              @Task void d(int t) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("nothing else orders 'a' and 'b'");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; }
              @Task(after = "a") @Provides("x") int b() { return 2; }
              @Task @Provides("x") int c() { return 3; } // !AmbiguousProvider
              @Task @Provides("k") int k(int l) { return 1; } // !Cycle
              @Task @Provides("l") int l(int k) { return 1; }
            }
            """)
        .saysWhatIsMarked()
        .saying("nothing else orders 'a' and 'c'");
  }

  @Test
  void whatIsAnInputAndProvidedMakesNoLoop() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task void a(@Input int i) {} // !InputConflict
              @Task @Provides("i") int b(int i) { return i; }
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void aLoopIsShownWithWhatMakesIt() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides({"s", "t"}) int[] a(int s, int u) { return new int[2]; } // !Cycle
              @Task @Provides("u") int b(int t) { return t; }
              @Task @Provides("s") int c() { return 1; } // !AmbiguousProvider
            }
            """)
        .saysWhatIsMarked()
        .saying("a -> b (takes 't') -> a (takes 'u')");
  }

  @Test
  void onlyWhatCouldBeTakenIsProposed() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a(int y) { return 1; } // !MissingProvider
            }
            """)
        .saysWhatIsMarked()
        .saying("and it is no @Input. Add @Provides");
    Compiled.of(
            """
            @Flow(pattern = Pattern.LINEAR)
            class F {
              @Task @Provides("x") int a(int x) { return 1; } // !MissingProvider
              @Task @Provides("xx") int b() { return 1; }
            }
            """)
        .saysWhatIsMarked()
        .saying("nothing but that task itself provides it. Add");
  }

  @Test
  void aRevertMethodMayNotNeedWhatItsTaskCanDoWithout() {
    Compiled.of(
            """
            @Flow
            @SuppressWarnings("Backstitch/MissingProvider")
            class F {
              @Task void a(@Nullable String x) {}
              @Revert("a") void r(String x) {} // !BadRevert
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void whatIsWrongWithATypeIsSaidOnce() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("o") Optional<String> o() { return Optional.empty(); }
              @Task void p(int o) {} // !TypeMismatch
              @Task @Provides("y") int d(@Input("z") Optional<Integer> z) { return 1; }
              @Task void e(@Input String y) {} // !InputConflict
              @Task void f(String y, Optional<Long> z) {} // !TypeMismatch
            }
            """)
        .saysWhatIsMarked()
        .saying("takes 'o' as int", "Declare the parameter as Optional<String>")
        .saying("takes 'z' as Long", "Declare the parameter as Optional<Integer>");
  }

  @Test
  void whatATaskOfATakenNameDoesIsNotJudged() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("a") int a() { return 1; }
              @Task("a") void b() {} // !DuplicateName
              @Revert("a") void r(@Result @Nullable String x) {}
            }
            """)
        .saysWhatIsMarked();
  }
}
