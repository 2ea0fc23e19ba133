package io.backstitch.processor;

import org.junit.jupiter.api.Test;

/** What is said about methods and classes, each beside the case that is right. */
class ShapeDiagnosticsTest {

  @Test
  void duplicateName() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task void a() {}
              @Task("a") void b() {} // !DuplicateName
              @Task @Provides({"x", "x"}) int[] c() { return new int[2]; } // !DuplicateName
            }
            """)
        .saysWhatIsMarked()
        .saying("Methods a and b are both tasks called 'a'")
        .saying("provides 'x' twice");
    Compiled.of(
            """
            @Flow
            class F {
              @Task void a() {}
              @Task("other") void a(@Input int x) {}
              @Task @Provides({"x1", "x2"}) int[] c() { return new int[2]; }
            }
            """)
        .succeeds();
  }

  @Test
  void ofTasksOfOneNameNothingElseIsSaid() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; }
              @Task @Provides("x") int a(@Input int y) { return 1; } // !DuplicateName
              @Task(after = "a") void b(int x) {}
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void duplicateNameOfAGeneratedClass() {
    Compiled.of(
            """
            @Flow
            class F { // !DuplicateName
              @Task void a() {}
            }
            """,
            "class FFlow {}")
        .saysWhatIsMarked()
        .saying("A class FFlow exists already");
    Compiled.of("@Flow class F { @Task void a() {} }", "class FFlows {}").succeeds();
  }

  @Test
  void unknownTask() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task void charge() {}
              @Task(after = "chrage") void ship() {} // !UnknownTask
              @Revert("shipp") void unship() {} // !UnknownTask
              @Task("deliver") void bringIt() {}
              @Revert("bringIt") void takeBack() {} // !UnknownTask
            }
            """)
        .saysWhatIsMarked()
        .saying("'bringIt'", "Did you mean 'deliver'?")
        .saying("'chrage'", "Did you mean 'charge'?")
        .saying("'shipp'", "Did you mean 'ship'?");
    Compiled.of(
            """
            @Flow
            class F {
              @Task void charge() {}
              @Task(after = "charge") void ship() {}
              @Revert("ship") void unship() {}
            }
            """)
        .succeeds();
  }

  @Test
  void aMistypedSymbolOfARevertIsNamed() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("snapshot") String take(@Input int retries) { return ""; }
              @Task void upload(String snapshot) {}
              @Revert("upload") void undo(String snapshto) {} // !BadRevert
              @Revert("take") void forget(String snapshto, int retreis) {} // !BadRevert !BadRevert
            }
            """)
        .saysWhatIsMarked()
        .saying("'upload' is undone: nothing provides it. Did you mean 'snapshot'? Take a symbol")
        .saying("'take' is undone: nothing provides it. Did you mean 'retries'? Take a symbol")
        .saying("'take' is undone: nothing provides it. Take a symbol");
  }

  @Test
  void badRevert() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; }
              @Revert("a") void r1(@Result int x) {} // !BadRevert
              @Revert("a") void r2() {} // !BadRevert
              @Task void b() {}
              @Revert("b") void r3(@Result Optional<String> r, int x) {} // !BadRevert !BadRevert
              @Task @Provides("s") String c(int x) { return ""; }
              @Revert("c") void r4(@Result @Nullable Integer r, String s) {} // !BadRevert !BadRevert
            }
            """)
        .saysWhatIsMarked()
        .saying("'x' is absent when the task that failed", "Optional<Integer>")
        .saying("Both r1 and r2 undo the task 'a'")
        .saying("'b' returns nothing")
        .saying("'x' is not there when the task 'b' is undone", "'a'")
        .saying("'c' returns String", "type Integer")
        .saying("'s' is what the task 'c' provides itself", "@Result");
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("x") int a() { return 1; }
              @Revert("a") void r1(@Result Optional<Integer> x, FlowFailures why, TaskContext c) {}
              @Task(after = "a") void b() {}
              @Revert("b") void r3(int x, @Input String y) {}
              @Task CharSequence c(int x) { return ""; }
              @Revert("c") void r4(@Result @Nullable Object r, int x) {}
            }
            """)
        .succeeds();
  }

  @Test
  void badProvides() {
    Compiled.of(
            """
            @Flow
            class F {
              record Empty() {}
              @Task @Provides("x") void a() {} // !BadProvides
              @Task @Provides({"p", "q"}) String b() { return ""; } // !BadProvides
              @Task @Provides(unpack = true) String c() { return ""; } // !BadProvides
              @Task @Provides("notify") int d() { return 1; } // !BadProvides
              @Task @Provides("no-name") int e() { return 1; } // !BadProvides
              @Task @Provides int f() { return 1; } // !BadProvides
              @Task void take(int x, String p, String other) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("'a' returns nothing")
        .saying("provides 2 symbols, but returns String", "Map with String keys")
        .saying("String, which is no record")
        .saying("'notify'", "record Outcome")
        .saying("names no symbol");
    Compiled.of(
            """
            @Flow
            class F {
              record Point(int left, int top) {}
              @Task @Provides({"p", "q"}) LinkedList<String> b() { return new LinkedList<>(); }
              @Task @Provides(unpack = true) Point c() { return new Point(1, 2); }
              @Task @Provides({"k", "v"}) SortedMap<String, Long> d() { return new TreeMap<>(); }
              @Task void take(String p, int left, Long v) {}
            }
            """)
        .succeeds();
  }

  @Test
  void varargsNotBindable() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task void a(Object... args) {} // !VarargsNotBindable
            }
            """)
        .saysWhatIsMarked()
        .saying("'args'", "(Object...)", "Take a List or a Map");
    Compiled.of("@Flow class F { @Task void a(@Input Object[] args) {} }").succeeds();
  }

  @Test
  void genericNotBindable() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task <T> void a(@Input List<T> all) {} // !GenericNotBindable
              @Task <T> @Nullable T b() { return null; } // !GenericNotBindable
            }
            """,
            """
            @Flow
            class G<T> { // !GenericNotBindable
              @Task void a(@Input T one) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("Parameter 'all' of a has the type List<T>")
        .saying("The result of b")
        .saying("Class G has type parameters");
    Compiled.of(
            """
            abstract class Base<T> {
              @Task void a(@Input("all") List<T> all) {}
            }
            """,
            "@Flow class F extends Base<String> {}")
        .succeeds();
  }

  @Test
  void notAccessible() {
    Compiled.of(
            """
            class Outer {
              @Flow
              private static class Hidden { // !NotAccessible
                @Task void a() {}
              }
              @Flow
              class Inner { // !NotAccessible
                @Task void a() {}
              }
              private record Secret() {}
              @Flow
              abstract static class F {
                @Task private void a() {} // !NotAccessible
                @Task abstract void b(); // !NotAccessible
                @Task void c(@Input Secret secret) {} // !NotAccessible
                @Task @Provides("x") Secret d() { return new Secret(); } // !NotAccessible
              }
            }
            """)
        .saysWhatIsMarked()
        .saying("Outer.Hidden is private")
        .saying("Outer.Inner is an inner class")
        .saying("Method a is private")
        .saying("Method b is abstract")
        .saying("Outer.Secret of parameter 'secret'");
    Compiled.of(
            """
            class Outer {
              record Secret() {}
              @Flow
              static class F {
                @Task void a() {}
                @Task protected static void b() {}
                @Task void c(@Input Secret secret) {}
              }
            }
            """)
        .succeeds();
  }
}
