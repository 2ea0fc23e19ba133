package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** Names that could get in each other's way, and classes that are not quite there. */
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
  void inheritedTasksComeFirstAndOverridesKeepAnnotations() {
    assertThat(
            Compiled.of(
                    """
                    interface Greets<T> {
                      @Task default void greet(@Input("who") T who) {}
                    }
                    """,
                    """
                    class Base {
                      @Task @Provides("x") int first(@Input("y") long z) { return 1; }
                      @Revert("first") void undo(@Result @Nullable Integer x) {}
                    }
                    """,
                    """
                    @Flow
                    class F extends Base implements Greets<String> {
                      @Task void last(int x) {}
                      @Override int first(long other) { return 2; }
                      @Override public void greet(String who) {}
                    }
                    """)
                .succeeds()
                .generated()
                .get("FFlow.java"))
        .containsSubsequence("FAtoms.first", "FAtoms.greet", "FAtoms.last")
        .contains("with(long y, String who)");
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

  @Test
  void waitsForATypeThatAnotherProcessorWrites() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new FlowProcessor(), new LateProcessor())
            .compile(
                JavaFileObjects.forSourceString(
                    "demo.F",
                    """
                    package demo;
                    import io.backstitch.annotation.*;
                    @Flow
                    class F {
                      @Task void a(@Input Late late) {}
                      FFlow flow;
                    }
                    """));

    assertThat(compilation.errors()).isEmpty();
    assertThat(compilation.generatedFile(StandardLocation.SOURCE_OUTPUT, "demo/FFlow.java"))
        .isPresent();
  }

  @Test
  void aTypeThatNobodyWritesIsLeftToTheCompiler() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new FlowProcessor())
            .compile(
                JavaFileObjects.forSourceString(
                    "demo.F",
                    """
                    package demo;
                    import io.backstitch.annotation.*;
                    @Flow
                    class F {
                      @Task void a(@Input Never late) {}
                    }
                    """));

    assertThat(compilation.errors()).hasSize(1);
    assertThat(compilation.errors().get(0).getMessage(null)).contains("Never");
  }

  /** Writes the class {@code demo.Late} in the first round. */
  @SupportedAnnotationTypes("*")
  private static final class LateProcessor extends AbstractProcessor {

    private boolean done;

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer out = processingEnv.getFiler().createSourceFile("demo.Late").openWriter()) {
          out.write("package demo; class Late {}");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }
}
