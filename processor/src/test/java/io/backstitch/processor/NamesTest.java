package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

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
