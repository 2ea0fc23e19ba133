package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that mention what is not there, or not there yet. */
class UnfinishedTest {

  private static final String WITH_LATE =
      """
      package demo;
      import io.backstitch.annotation.*;
      @Flow
      class F {
        record Pair(Late left, int right) {}
        @Task @Provides(Late.NAME) int a(@Input Late late) { return 1; }
        @Task @Provides(unpack = true) Pair b() { return null; }
        @Task void c(Late left, int late) {}
        FFlow flow;
      }
      """;

  @Test
  void waitsForWhatAnotherProcessorWrites() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new LateProcessor(), new FlowProcessor())
            .compile(
                JavaFileObjects.forSourceString(
                    "demo.F", WITH_LATE.replace("@Input Late late", "@Input(\"x\") Late late")));

    assertThat(compilation.errors()).isEmpty();
  }

  @Test
  void whatNobodyWritesIsLeftToTheCompiler() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new FlowProcessor())
            // As Error Prone wants it: method bodies are looked at in spite of errors elsewhere.
            .withOptions("--should-stop=ifError=FLOW")
            .compile(
                JavaFileObjects.forSourceString("demo.F", WITH_LATE.replace("FFlow flow;", "")),
                JavaFileObjects.forSourceString(
                    "demo.Caller",
                    """
                    package demo;
                    class Caller {
                      Object call(F f) { return FFlow.of(f).run(null).left(); }
                    }
                    """));

    assertThat(compilation.errors())
        .isNotEmpty()
        .allSatisfy(
            error ->
                assertThat(error.getMessage(null)).contains("Late").doesNotContain("Backstitch"));
  }

  @Test
  void anAnnotationThatIsNotImportedIsLeftToTheCompiler() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new FlowProcessor())
            .withOptions("--should-stop=ifError=FLOW")
            .compile(
                JavaFileObjects.forSourceString(
                    "demo.F",
                    """
                    package demo;
                    import io.backstitch.annotation.Flow;
                    import io.backstitch.annotation.Provides;
                    import io.backstitch.annotation.Result;
                    import io.backstitch.annotation.Revert;
                    import io.backstitch.annotation.Task;
                    @Flow
                    class F {
                      @Task @Provides("x") String a(@Input String y) { return y; }
                      @Revert("a") void r(@Result @Nullable String x) {}
                      @Before @Task("b") void c(@Nullable String z) {}
                      Object call() { return FFlow.of(this).run().x(); }
                    }
                    """));

    assertThat(compilation.errors())
        .extracting(error -> error.getMessage(null).replaceAll("(?s)\\R.*class (\\w+)\\R.*", " $1"))
        .containsExactlyInAnyOrder(
            "cannot find symbol Input",
            "cannot find symbol Nullable",
            "cannot find symbol Before",
            "cannot find symbol Nullable");
  }

  @Test
  void anAnnotationOfTwoMeaningsIsLeftToTheCompiler() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new FlowProcessor())
            .withOptions("--should-stop=ifError=FLOW")
            .compile(
                JavaFileObjects.forSourceString(
                    "demo.F",
                    """
                    package demo;
                    import io.backstitch.annotation.*;
                    import java.util.Optional;
                    import java.util.concurrent.*;
                    @Flow("f")
                    class F {
                      @Subflow(after = "b") G g;
                      @Task @Provides("a") String a(@Input int size) { return ""; }
                      @Revert("a") void undo(@Result Optional<String> a) {}
                      @Task(after = "a") @Retry(forEach = "all", as = "one") void b(String one) {}
                      @Decider("b") boolean isWanted(String a, @Input boolean wanted) { return true; }
                    }
                    class Caller {
                      Object call(F f) { return FFlow.of(f).run("x", 1, null, true).a(); }
                    }
                    """),
                JavaFileObjects.forSourceString(
                    "demo.G",
                    """
                    package demo;
                    import java.util.concurrent.*;
                    import io.backstitch.annotation.*;
                    @Flow @Retry class G { @Task void c(@Input String text) {} }
                    """),
                JavaFileObjects.forSourceString(
                    "demo.H",
                    """
                    package demo;
                    import io.backstitch.annotation.Flow;
                    import io.backstitch.annotation.Task;
                    @Flow class H { @Task void c() {} @Subflow H h; }
                    """));

    assertThat(compilation.errors())
        .extracting(
            error ->
                error
                    .getMessage(null)
                    .replaceAll("(?s)\\R.*class (\\w+)\\R.*|\\R.*", " $1")
                    .strip())
        .containsExactlyInAnyOrder(
            "reference to Flow is ambiguous",
            "reference to Flow is ambiguous",
            "cannot find symbol Subflow");
  }

  @Test
  void whatIsGeneratedCannotBePartOfItself() {
    assertThat(
            Compiler.javac()
                .withProcessors(new FlowProcessor())
                .compile(
                    JavaFileObjects.forSourceString(
                        "demo.F",
                        """
                        package demo;
                        import io.backstitch.annotation.*;
                        @Flow class F { @Task void f(@Input GFlow.Outcome other) {} }
                        @Flow class G { @Task @Provides("x") FFlow g() { return null; } }
                        """))
                .errors())
        .extracting(error -> error.getMessage(null))
        .filteredOn(message -> message.contains("[Backstitch/Cycle]"))
        .hasSize(2)
        .anyMatch(message -> message.contains("GFlow.Outcome is generated from a class that"));
  }

  @Test
  void whatIsGeneratedCanBePartOfSomethingElse() {
    Compiled.of(
            "@Flow class F { @Task @Provides(\"x\") int f() { return 1; } }",
            "@Flow class G { @Task void g(@Input FFlow.Outcome other) {} }")
        .succeeds();
  }

  private static final String NESTS_LATE =
      """
      package demo;
      import io.backstitch.annotation.*;
      @Flow
      class Outer {
        @Subflow(rename = "late=first") F one;
        @Subflow(name = Late.NAME, rename = {"late=second", "left=l", "right=r"}) F two;
        @Subflow Named named;
      }
      @Flow
      class Named {
        @Task(Late.NAME) void a(@Input int size) {}
      }
      class Caller {
        Object call(Outer o) { return OuterFlow.of(o).run(null, 1).l(); }
      }
      """;

  private static Compilation nestingLate(AbstractProcessor... processors) {
    return Compiler.javac()
        .withProcessors(processors)
        .withOptions("--should-stop=ifError=FLOW")
        .compile(
            JavaFileObjects.forSourceString(
                "demo.F",
                WITH_LATE
                    .replace("@Input Late late", "@Input(\"in\") Late late")
                    .replace("FFlow flow;", "")),
            JavaFileObjects.forSourceString("demo.Outer", NESTS_LATE));
  }

  @Test
  void waitsForWhatItsSubflowsWaitFor() {
    assertThat(nestingLate(new LateProcessor(), new FlowProcessor()).errors()).isEmpty();
  }

  @Test
  void aSubflowThatNobodyFinishesIsLeftToTheCompiler() {
    assertThat(nestingLate(new FlowProcessor()).errors())
        .isNotEmpty()
        .allSatisfy(
            error ->
                assertThat(error.getMessage(null)).contains("Late").doesNotContain("Backstitch"));
  }

  private static Compilation compile(JavaFileObject... files) {
    return Compiler.javac()
        .withProcessors(new FlowProcessor())
        .withOptions("--should-stop=ifError=FLOW")
        .compile(files);
  }

  private static final String NESTS_WRITTEN =
      """
      package demo;
      import io.backstitch.annotation.*;
      @Flow class G { @Task @Provides("late") Late make() { return new Late(); } @Subflow Written w; }
      """;

  private static Compilation besideAnError(String... others) {
    List<JavaFileObject> files = new ArrayList<>();
    files.add(JavaFileObjects.forSourceString("demo.G", NESTS_WRITTEN));
    for (String other : others) {
      files.add(
          JavaFileObjects.forSourceString(
              "demo.Other", "package demo; import io.backstitch.annotation.*; " + other));
    }
    return Compiler.javac()
        .withProcessors(new LateProcessor(), new FlowProcessor())
        .withOptions("--should-stop=ifError=FLOW")
        .compile(files);
  }

  @Test
  void waitsForAFlowThatAnotherProcessorWrites() {
    assertThat(besideAnError().diagnostics()).isEmpty();
  }

  @Test
  void whatWaitsIsNotBlamedForAnErrorElsewhere() {
    assertThat(besideAnError("@Flow class Bad { @Task void a(String nope) {} }").diagnostics())
        .extracting(said -> said.getMessage(null))
        .singleElement()
        .asString()
        .contains("[Backstitch/MissingProvider]", "nope");
  }

  @Test
  void whatWaitsIsNotBlamedForAnErrorOfTheCompiler() {
    assertThat(besideAnError("class Bad { Nowhere n; }").diagnostics())
        .extracting(said -> said.getMessage(null))
        .singleElement()
        .asString()
        .contains("Nowhere");
  }

  @Test
  void whatNobodyFinishesIsWrittenOnlyForThoseWhoMentionIt() {
    String unfinished =
        "package demo; import io.backstitch.annotation.*;"
            + " @Flow class F { @Task void a(@Input Nowhere n) {} }";
    JavaFileObject file = JavaFileObjects.forSourceString("demo.F", unfinished);
    JavaFileObject caller =
        JavaFileObjects.forSourceString(
            "demo.Caller",
            "package demo; class Caller { Object call(F f) { return FFlow.of(f).run(null); } }");

    assertThat(compile(file).diagnostics())
        .extracting(said -> said.getMessage(null))
        .singleElement()
        .asString()
        .contains("Nowhere");
    assertThat(compile(file, caller).errors())
        .extracting(error -> error.getMessage(null))
        .singleElement()
        .asString()
        .contains("Nowhere");
  }

  @Test
  void whatDoesNotDependOnTheMissingTypeIsSaid() {
    Compiled.evenBodies(
            """
            @Flow
            class F {
              @Task @Provides("v") Undef v() { return null; }
              @Task @Provides({"one", "two"}) List<Undef> several() { return null; }
              @Task void a(String missing) {} // !MissingProvider
              @Task(after = "zz") void b(String one, Integer v) {} // !UnknownTask
              @Task("b") void c(Undef two, Undef undef, TaskContxt context) {} // !DuplicateName
              @Task void d(@Input Undef given) {}
              @Task void e(String given, Object v) {}
              @Revert("v") void undo(@Result Undef v, Undef other) {}
              @Decider("d") boolean isWanted(Undef nothing) { return true; }
              Object call() { return FFlow.of(this).run(null).two(); }
            }
            """)
        .saysWhatIsMarkedBesideTheCompiler()
        .saying("'missing' (String), but no task provides it, and it is no @Input. Add")
        .notSaying("FFlow")
        .notSaying("last round");
  }

  @Test
  void whatMayDependOnTheMissingTypeIsNotSaid() {
    Compiled.of(
            """
            @Flow
            class F extends Undef {
              @Task void a(String missing) {}
            }
            """,
            """
            @Flow
            class G {
              @Task @Provides(unpack = true) Undef v() { return null; }
              @Task void a(String missing) {}
            }
            """,
            """
            @Flow
            class H {
              @Task void a(@Inputs String missing) {}
              @Task void b(Undef u) {}
            }
            """,
            """
            @Flow
            class I {
              @Subflow Undef u;
              @Task(after = "us") void a(String missing) {}
            }
            """,
            """
            @Flow
            class J {
              @Task(Undef.NAME) void a() {}
              @Task(after = "us") void b(Undef missing) {}
            }
            """)
        .notSaying("Backstitch");
  }

  @Test
  void aTypeThatIsMissingFromTheClassPathIsNamed(@TempDir Path classes) throws IOException {
    Compiled.library(
        classes,
        "public class Gone {}",
        "public class Base { @Task public void a(@Input(\"x\") Gone gone) {} }");
    Files.delete(classes.resolve("demo/Gone.class"));

    Compiled.with(
            classes,
            """
            @Flow
            class F extends Base { // !NotAccessible
              @Task void b() {}
            }
            """)
        .saysWhatIsMarked()
        .saying("[Base.a(demo.Gone)] Type demo.Gone is in no class file");
  }

  /** Writes the classes {@code demo.Late} and {@code demo.Written} in the first round. */
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
        write("demo.Late", "package demo; class Late { static final String NAME = \"late\"; }");
        write(
            "demo.Written",
            """
            package demo;
            import io.backstitch.annotation.*;
            @Flow class Written { @Task @Provides("w") int w(@Input Late late) { return 1; } }
            """);
      }
      return false;
    }

    private void write(String name, String source) {
      try (Writer out = processingEnv.getFiler().createSourceFile(name).openWriter()) {
        out.write(source);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
