package io.backstitch.processor;

import org.junit.jupiter.api.Test;

/** What is said about symbols, each beside the case that is right. */
class DataDiagnosticsTest {

  @Test
  void missingProvider() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("snapshots") String take() { return ""; }
              @Task @Provides("size") int size() { return 1; }
              @Task void upload(String snapshot) {} // !MissingProvider
              @Task void announce(String snapshot) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("'upload' requires the symbol 'snapshot' (String)", "'upload', 'announce'")
        .saying("Did you mean 'snapshots'?", "@Provides(\"snapshot\")", "@Input");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("snapshot") String take() { return ""; }
              @Task void upload(String snapshot) {}
              @Task void announce(@Requires("snapshot") String shot) {}
            }
            """)
        .succeeds();
  }

  @Test
  void missingProviderNamesWhatHasTheType() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("copy") Integer take() { return 1; }
              @Task void upload(int original) {} // !MissingProvider
            }
            """)
        .saysWhatIsMarked()
        .saying("A value of that type is provided as 'copy' (of task 'take')");
  }

  @Test
  void missingProviderOfAnOptionalParameterIsAWarning() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task void upload(Optional<String> snapshot) {} // ?MissingProvider
            }
            """)
        .saysWhatIsMarked()
        .saying("It will always be absent");
    Compiled.of(
            """
            @Flow
            class F {
              @SuppressWarnings("Backstitch/MissingProvider")
              @Task void upload(Optional<String> snapshot) {}
            }
            """)
        .succeeds();
  }

  @Test
  void missingProviderWhereTheOrderIsWrong() {
    Compiled.of(
            """
            @Flow(pattern = Pattern.LINEAR)
            class F {
              @Task void upload(String snapshot) {} // !MissingProvider
              @Task @Provides("snapshot") String take() { return ""; }
            }
            """)
        .saysWhatIsMarked()
        .saying("what provides it, 'take', does not run before that task")
        .saying("Move that method above the one that needs it, or leave the pattern")
        .notSaying("Add @Provides");
    Compiled.of(
            """
            @Flow(pattern = Pattern.UNORDERED)
            class F {
              @Task void upload(String snapshot) {} // !MissingProvider
              @Task void tell(Optional<String> snapshot) {}
              @Task @Provides("snapshot") String take() { return ""; }
            }
            """)
        .saysWhatIsMarked()
        .saying("UNORDERED", "Leave the pattern of the flow at GRAPH")
        .notSaying("needed by")
        .notSaying("Add @Provides");
  }

  @Test
  void anInputMayBeTakenWithoutSayingSoAgain() {
    Compiled.of(
            """
            @Flow(pattern = Pattern.UNORDERED)
            class F {
              @Task void a(@Input @Nullable Integer size) {}
              @Task void b(int size) {}
            }
            class Caller {
              Object inputs = new FFlow.Inputs(3);
            }
            """)
        .succeeds();
  }

  @Test
  void typeMismatch() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("names") List<String> names() { return List.of(); }
              @Task @Provides("size") int size() { return 1; }
              @Task void a(List<Object> names, long size) {} // !TypeMismatch !TypeMismatch
              @Task void b(@Input String in) {}
              @Task void c(Integer in) {} // !TypeMismatch
            }
            """)
        .saysWhatIsMarked()
        .saying("takes 'names' as List<Object>", "'names' provides List<String>")
        .saying("takes 'size' as long", "'size' provides int")
        .saying("the input is String");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("names") List<String> names() { return List.of(); }
              @Task @Provides("size") int size() { return 1; }
              @Task void a(Collection<? extends Object> names, Number size) {}
              @Task void b(@Requires("size") Integer x, @Requires("size") int y) {}
            }
            """)
        .succeeds();
  }

  @Test
  void ambiguousProvider() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; }
              @Task @Provides("x") int b() { return 2; } // !AmbiguousProvider
              @Task void c(int x) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("'a', 'b'", "after = \"a\"");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; }
              @Task(after = "a") @Provides("x") int b(int x) { return x + 1; }
              @Task void c(int x) {}
            }
            """)
        .succeeds();
  }

  @Test
  void otherDataMayOrderTwoProviders() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides({"x", "y"}) int[] a() { return new int[2]; }
              @Task @Provides("x") int b(int x, int y) { return 2; }
              @Task void c(int x) {}
            }
            """)
        .succeeds();
  }

  @Test
  void numbersAreNotWidened() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("count") int count() { return 1; }
              @Task void a(long count) {} // !TypeMismatch
              @Task void b(Double count, Object length) {} // !TypeMismatch !MissingProvider
              @Task void c(boolean count) {} // !TypeMismatch
              @Task void d(Number count) {}
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "takes 'count' as long, but the task 'count' provides int, which cannot be assigned to"
                + " it, since the number of a symbol keeps its type. Declare the parameter as int,")
        .saying("takes 'count' as boolean", "cannot be assigned to it. Declare");
  }

  @Test
  void cycle() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("a") int makeA(int c) { return c; } // !Cycle
              @Task @Provides("b") int makeB(int a) { return a; }
              @Task(after = "makeB") @Provides("c") int makeC() { return 1; }
              @Task @Provides("own") int self(int own) { return own; } // !Cycle
            }
            """)
        .saysWhatIsMarked()
        .saying("makeA -> makeB (takes 'a') -> makeC (after) -> makeA (takes 'c')")
        .saying("'self' waits for itself");
    Compiled.of(
            """
            @Flow
            class F {
              @Task(after = {"b", "c"}) void c() {} // !Cycle !Cycle
              @Task(after = "c") void b() {}
            }
            """)
        .saysWhatIsMarked()
        .saying("c -> b (after) -> c (after)")
        .saying("'c' waits for itself, so it could never start: c -> c (after)");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("a") int makeA(@Input int c) { return c; }
              @Task @Provides("b") int makeB(int a) { return a; }
              @Task(after = "makeB") @Provides("d") int makeD() { return 1; }
            }
            """)
        .succeeds();
  }

  @Test
  void inputConflict() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task void a(@Input int size) {}
              @Task void b(@Input Long size) {} // !InputConflict
              @Task @Provides("x") int c(@Input int y) { return 1; }
              @Task void d(@Input int x) {} // !InputConflict
              @Task void e(@Input String name) {}
              @Task void f(@Input int name) {} // !InputConflict
            }
            """)
        .saysWhatIsMarked()
        .saying("'size' has the type Long here, but int where it first appears")
        .saying("'x' is an @Input here, but the task 'c' provides");
    Compiled.of(
            """
            @Flow
            class F {
              @Task void a(@Input int size) {}
              @Task void b(@Input Integer size) {}
              @Task void c(@Input("size") Optional<Integer> other) {}
            }
            """)
        .succeeds();
  }

  @Test
  void skippedValue() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("a") Optional<Integer> a() { return Optional.empty(); }
              @Task @Provides("b") @Nullable String b() { return null; }
              @Task void take(int a, String b) {} // !SkippedValue !SkippedValue
            }
            """)
        .saysWhatIsMarked()
        .saying("'a' may be absent", "Optional<Integer>");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("a") Optional<Integer> a() { return Optional.empty(); }
              @Task @Provides("b") @Nullable String b() { return null; }
              @Task void take(Optional<Integer> a, @Nullable String b) {}
            }
            """)
        .succeeds();
  }
}
