package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Names that could get in each other's way. */
class NamesTest {

  @Test
  void namesOfOursGiveWayToTheAuthors() {
    Compiled.of(
            """
            @Flow
            class F {
              record Symbol() {}
              record Outcome() {}
              @Task @Provides("result") Outcome a(@Input int in, @Input int holder, @Input int task) {
                return new Outcome();
              }
              @Revert("a") void r(@Result Optional<Outcome> in, @Input("in") int x) {}
              @Task @Provides("NAME") Symbol of(@Input int results, @Input int inputs) {
                return new Symbol();
              }
              @Task void execute(@Input String builder, @Input String build, @Input String INPUTS) {}
              @Task("with") void execute(@Input("_x") String[] x, Outcome result) {}
            }
            """)
        .succeeds();
  }

  @Test
  void aVariableHidesNoClassOfWhichAMethodIsCalled() {
    Compiled.of(
            """
            @Flow
            class F {
              @Task static void a(@Input int F, @Input int demo, @Input int in) {}
              @Revert("a") static void undo(@Input int F) {}
              @Task @Provides("f") String b(@Input String Objects) { return ""; }
              @Revert("b") void forget(@Result Optional<String> Optional, @Input int in) {}
              @Task static void c(String f, @Input int in_) {}
            }
            """)
        .succeeds();
  }

  @Test
  void aClassWithoutAFlowHasNoRecordsToNameComponentsOf() {
    Compiled.of(
            """
            class F {
              @Task @Provides("no name") int a(@Input("class") int b, @Requires("-") int c) { return 1; }
            }
            """)
        .succeeds();
    Compiled.of(
            """
            class F {
              @Task @Provides(" ") int a( // !BadProvides
                  @Input(" ") int b, // !BadAnnotation
                  @Requires("") int c) { // !BadAnnotation
                return 1;
              }
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void classesOfAtomsDifferInMoreThanCase() {
    assertThat(
            Compiled.of("@Flow class F { @Task void backUp() {} @Task void backup() {} }")
                .succeeds()
                .generated()
                .get("FAtoms.java"))
        .contains("class BackUpAtom ", "class BackupAtom_ ");
  }

  @Test
  void namesMayBeWordsOfTheLanguageOrAnyLetters() {
    Compiled.of(
            """
            @Flow("a \\n \\"$T\\" \\\\")
            class F {
              @Task @Provides("größe") int größe(@Input int var, @Input int yield, @Input int 数量) {
                return 1;
              }
              @Task("$S */ \\n\\"") @Provides("record") int record(int größe, @Input int sealed) {
                return 1;
              }
              @Task void $(int record, @Input int $x, @Input int _y, @Input int when) {}
            }
            """)
        .succeeds();
  }

  @Test
  void classesOfThePackageMayBeCalledLikeThoseOfTheRuntime() {
    Compiled.of(
            "record Atom() {}",
            "record Symbol() {}",
            "record Override() {}",
            "record Inputs() {}",
            """
            @Flow
            class F {
              @Task @Provides("x") Symbol a(@Input Atom atom, @Input demo.Override how) {
                return new Symbol();
              }
              @Task void b(@Requires("x") Symbol s, @Input Inputs inputs) {}
            }
            """)
        .succeeds();
  }

  @Test
  void classesOfThePackageMayBeCalledLikeThoseOfTheGeneratedCode() {
    Compiled.of(
            "class Builder { record Part() {} }",
            "record Outcome() {}",
            "record Inputs() {}",
            "record AAtom() {}",
            "record Task() {}",
            "record List() {}",
            "record Objects() {}",
            "record Optional() {}",
            "record Provision() {}",
            "record Results() {}",
            "record Arguments() {}",
            "record FlowPattern() {}",
            """
            @Flow
            class F {
              @io.backstitch.annotation.Task @Provides("x")
              java.util.List<Outcome> a(
                  @Input java.util.Optional<Builder> b, @Input java.util.List<Builder[]> all,
                  @Input Builder.Part part, @Input AAtom aAtom, @Input Inputs inputs,
                  @Input Provision provision, @Input Results results, @Input List list) {
                return java.util.List.of();
              }
              @Revert("a") void undo(@Result java.util.Optional<java.util.List<Outcome>> result) {}
              @io.backstitch.annotation.Task @Provides("y")
              Optional b(
                  java.util.List<Outcome> x, @Input Objects objects, @Input Arguments arguments,
                  @Input Task task, @Input FlowPattern pattern) {
                return new Optional();
              }
            }
            """,
            "@Flow class Outer { @Subflow F f; }",
            """
            class Run {
              static Object run() {
                FFlow.Inputs inputs =
                    FFlow.Inputs.builder()
                        .b(new Builder()).all(java.util.List.of()).part(new Builder.Part())
                        .aAtom(new AAtom()).inputs(new Inputs()).provision(new Provision())
                        .results(new Results()).list(new List()).objects(new Objects())
                        .arguments(new Arguments()).task(new Task()).pattern(new FlowPattern())
                        .build();
                return FFlow.of(new F()).with(inputs).run().y();
              }
            }
            """)
        .run();
  }

  @Test
  void classesOfOtherPackagesMayBeCalledLikeThoseOfTheGeneratedCode() {
    Compiled.of(
            List.of(
                JavaFileObjects.forSourceString(
                    "other.Builder", "package other; public record Builder() {}"),
                JavaFileObjects.forSourceString(
                    "other.Outcome", "package other; public record Outcome() {}"),
                JavaFileObjects.forSourceString(
                    "demo.F",
                    """
                    package demo;
                    import io.backstitch.annotation.*;
                    import other.*;
                    @Flow
                    class F {
                      @Task @Provides("x") Outcome a(@Input Builder b, @Input Builder[][] all) {
                        return new Outcome();
                      }
                    }
                    """)))
        .succeeds();
  }

  @Test
  void withoutAPackageClassesOfOursGiveWay() {
    Compiled.of(
            List.of(
                withoutPackage("Builder", "record Builder() {}"),
                withoutPackage("Symbol", "record Symbol() {}"),
                withoutPackage("AAtom", "record AAtom() {}"),
                withoutPackage("ADecider", "record ADecider() {}"),
                withoutPackage(
                    "F",
                    """
                    @Flow
                    class F {
                      @Task @Provides("x") ADecider a(@Input Builder builder, @Input AAtom atom) {
                        return new ADecider();
                      }
                      @Decider("a") boolean a(@Input Symbol symbol) { return true; }
                    }
                    """)))
        .succeeds();
  }

  @Test
  void withoutAPackageRecordsOfOursCannotGiveWay() {
    Compiled.of(
            List.of(
                withoutPackage("Inputs", "record Inputs() {}"),
                withoutPackage(
                    "Outcome",
                    "@Flow record Outcome() { @Task @Provides(\"a\") int a() { return 1; } }"),
                withoutPackage(
                    "F",
                    """
                    @Flow
                    class F {
                      @Task @Provides("x") Outcome[] a(@Input List<Inputs> inputs) {
                        return new Outcome[0];
                      }
                    }
                    """)))
        .saysOnly(
            "F.java:4 !DuplicateName", "F.java:4 !DuplicateName", "Outcome.java:2 !DuplicateName")
        .saying("Class Inputs is called as a record that is generated inside FFlow");
  }

  private static JavaFileObject withoutPackage(String name, String source) {
    return JavaFileObjects.forSourceString(
        name, "import io.backstitch.annotation.*; import java.util.*;\n" + source);
  }

  @Test
  void aSingleArrayIsOneInput() {
    assertThat(
            Compiled.of("@Flow class F { @Task void a(@Input String[] all) {} }")
                .succeeds()
                .generated()
                .get("FFlow.java"))
        .contains("bind((Object) all)");
  }

  @Test
  void whatIsDeprecatedOrRawDrawsNoWarningInGeneratedCode() {
    Compiled.of(
            """
            @Deprecated
            class Old {}
            """,
            """
            @Flow
            @SuppressWarnings({"rawtypes", "deprecation"})
            class F {
              @Task @Provides("x") List a(@Input Old old) { return List.of(); }
              @Task void b(List x) {}
            }
            """)
        .succeeds();
  }
}
