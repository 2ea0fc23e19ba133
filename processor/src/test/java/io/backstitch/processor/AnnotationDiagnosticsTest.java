package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said about annotations that mean nothing, or not yet. */
class AnnotationDiagnosticsTest {

  @Test
  void aVersionIsMadeOfNumbers() {
    Compiled.of(
            """
            @Flow(version = "2")
            class F {
              @Task(version = "1.2.3") void a() {}
              @Task(version = "10.20") void b() {}
            }
            """)
        .succeeds();
    Compiled.of(
            """
            @Flow(version = "v2") // !BadAnnotation
            class F {
              @Task(version = "1.") void a() {} // !BadAnnotation
            }
            """)
        .saysWhatIsMarked()
        .saying("The version '1.' in @Task", "Write numbers, the major one first");
  }

  @Test
  void onlyARevertMethodHasAResult() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task String a() { return ""; }
              void undo(@Result Optional<String> a, @Input int b) {} // !BadAnnotation !BadAnnotation
            }
            """)
        .saysWhatIsMarked()
        .saying("@Result means nothing on a parameter of a method that is no @Revert. Add that to")
        .saying("@Input means nothing on a parameter of a method that is neither a @Task");
  }

  @Test
  void aMethodHasOneConnectionFromTheEngine() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task @Provides("moved") int move(
                  java.sql.Connection from,
                  java.sql.Connection to) { return 1; } // !BadAnnotation
              @Revert("move") void back(
                  java.sql.Connection to,
                  java.sql.Connection from) {} // !BadAnnotation
              @Task void count(int moved, java.sql.Connection connection) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("'to' would be the second", "opened by the method");
  }

  /** One to another database, in a flow that runs in memory. */
  @Test
  void aConnectionThatIsSaidToBeASymbolIsOne() {
    Compiled.of(
            """
            @Flow
            class F {
              @SuppressWarnings("Backstitch/NotPersistable")
              @Task void move(
                  @Input java.sql.Connection from,
                  java.sql.Connection to) {}
            }
            """)
        .succeeds();
  }

  @Test
  void badAnnotation() {
    Compiled.of(
            """
            @Flow(
                pattern = Pattern.LINEAR,
                value = " ", // !BadAnnotation
                version = "new") // !BadAnnotation
            class F {
              @Task void a(@Input int size) {}
              @Task(after = "a") void b() {} // !BadAnnotation
              @Provides("x") int c() { return 1; } // !BadAnnotation
              void d(@Input int y) {} // !BadAnnotation
              @Task void e(@Result @Nullable String r, int x) {} // !BadAnnotation
              @Task void f(FlowFailures failures) {} // !BadAnnotation
              @Task void g(@Input @Requires int size) {} // !BadAnnotation
              @Task void h(@Input @Nullable int size) {} // !BadAnnotation
              @Task void i(@Input("no name") int z) {} // !BadAnnotation
              @Task @Revert("a") void j() {} // !BadAnnotation
              @Task void l(@Input TaskContext context) {} // !BadAnnotation
              @Revert("b") void m(@Requires FlowFailures failures) {} // !BadAnnotation
              @Task(" n") void n() {} // !BadAnnotation
              @Task(version = "1.x") void k(@Requires("") int z) {} // !BadAnnotation !BadAnnotation
            }
            """)
        .saysWhatIsMarked()
        .saying("The version 'new'")
        .saying("'after' means nothing in a LINEAR flow")
        .saying("@Provides means nothing without @Task")
        .saying("@Input means nothing on a parameter of a method that is neither")
        .saying("@Result is what a task returned")
        .saying("cannot take FlowFailures")
        .saying("@Input and @Requires on one parameter")
        .saying("'size' may be absent")
        .saying("'no name'", "record Inputs")
        .saying("A TaskContext comes from the engine")
        .saying("A FlowFailures comes from the engine")
        .saying("' n' in @Task begins or ends with a blank");
    Compiled.of(
            """
            @Flow(version = "2.0")
            class F {
              @Task @Provides("x") int c() { return 1; }
              @Task(after = "c") void b(@Input @Nullable Integer size) {}
              @Revert("b") void r(FlowFailures failures, @Requires("x") int y) {}
            }
            """)
        .succeeds();
  }

  @Test
  void annotationsWhereTheyMeanNothing() {
    Compiled.of(
            """
            @Flow // !BadAnnotation
            @interface Meta {}
            """,
            """
            class F {
              F(@Input int x, // !BadAnnotation
                  @Requires int y) {} // !BadAnnotation
              @Task void a() {}
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void aFlowWithoutTasksHasNothingToRun() {
    Compiled.of(
            """
            @Flow // !BadAnnotation
            class F {
              void a() {}
            }
            """,
            """
            @Flow
            class G {
              @Provides("x") int b() { return 1; } // !BadAnnotation
            }
            """,
            "class Caller { FFlow f = FFlow.of(new F()); FFlow.Outcome o = f.run(); }")
        .saysWhatIsMarked()
        .saying("Class F is a @Flow, but has no task", "@Task");
    Compiled.of("@Flow class F extends Base {}", "class Base { @Task void a() {} }").succeeds();
  }

  @Test
  void aClassWithoutFlowHasAtomsOnly() {
    assertThat(
            Compiled.of("class F { @Task void a(@Input int x, String y) {} }")
                .succeeds()
                .generated())
        .containsOnlyKeys("FAtoms.java");
  }

  @Test
  void aLazyTaskHasNothingToUndoAndNoTransaction() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task(durability = Durability.LAZY) // !BadAnnotation
              void a() {}
              @Revert("a") void undo() {}
              @Task(durability = Durability.LAZY) // !BadAnnotation
              void b(java.sql.Connection connection) {}
              @Task(durability = Durability.LAZY) @Provides("c") int c() { return 1; }
              @Task(durability = Durability.EACH_STEP) void d(int c) {}
              @Revert("d") void undoD() {}
            }
            """)
        .saysWhatIsMarked()
        .saying("Task 'a' is LAZY and has a revert")
        .saying("Task 'b' is LAZY and takes a Connection");
  }

  @Test
  void whatIsNotSupportedYetIsRefused() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task(timeout = "3s") // !BadAnnotation
              void a() {}
              @Task @Provides("d") CompletionStage<String> d() { return null; } // !BadAnnotation
              @Retry int i; // !BadAnnotation
            }
            """,
            "@Flow class G { @Task void a() {} }")
        .saysWhatIsMarked()
        .saying("@Task(timeout): this version does not support that yet");
  }
}
