package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that come from superclasses and interfaces. */
class InheritanceTest {

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
  void aMethodMayOverrideThoseOfTwoInterfaces() {
    assertThat(
            Compiled.of(
                    """
                    @Flow
                    class F implements A, B {
                      public int m(int p) { return 3; }
                    }
                    """,
                    "interface A { @Task @Provides(\"x\") default int m(@Input(\"a\") int q) { return 1; } }",
                    "interface B { @Task(\"n\") int m(@Requires(\"b\") int r); }",
                    "class Run { static Object run() { return FFlow.of(new F()).run(1); } }")
                .run())
        .hasToString("Outcome[x=3]");
  }

  @Test
  void anOverrideMaySayAnewWhereAValueComesFrom() {
    Compiled.of(
            """
            @Flow
            class F extends Base {
              @Override void a(@Requires("y") String p) {}
              @Override void b(@Input String p) {}
              @Task @Provides("y") String y() { return ""; }
            }
            """,
            """
            abstract class Base {
              @Task void a(@Input("x") String p) {}
              @Task abstract void b(@Requires(optional = true) String p);
            }
            """)
        .succeeds();
  }

  @Test
  void staticMethodsAreCalledAsThoseOfTheFlow() {
    Compiled.of(
            """
            @Flow
            class F extends Base {
              @Task static void a(@Input int x) {}
            }
            """,
            """
            class Base {
              @Task static void a(@Input int x) {}
              @Task static void b() {}
              @Task private void c() {} // !NotAccessible
            }
            """)
        .saysWhatIsMarked();
  }

  @Test
  void aGenericBaseNeedNotBeAbstract() {
    Compiled.of(
            "class Base<T> { @Task(\"one\") void a(@Input T t) {} @Task void a(@Input List<T> l) {} }",
            "@Flow class F extends Base<int[]> {}",
            "@SuppressWarnings(\"rawtypes\") @Flow class G extends Base {}")
        .succeeds();
  }

  @Test
  void whatIsWrongWithAnInheritedMethodIsSaidWhereItIs() {
    Compiled.of(
            """
            class Base {
              @Task void a(Object... all) {} // !VarargsNotBindable
              @Task void b(@Result int x) {} // !BadAnnotation
              @Subflow F c;
            }
            """,
            "@Flow class F extends Base {} // !Cycle",
            "@Flow class G extends Base {}")
        .saysWhatIsMarked();
  }

  @Test
  void whatIsWrongOnlyInTheFlowIsSaidThere() {
    Compiled.of(
            """
            class Base {
              @Task void a(String x, @Requires(optional = true) String y) {}
            }
            """,
            "@Flow class F extends Base {} // !MissingProvider ?MissingProvider",
            """
            @SuppressWarnings("Backstitch/MissingProvider")
            @Flow
            class G extends Base { // !MissingProvider
            }
            """)
        .saysWhatIsMarked()
        .saying("[Base.a(java.lang.String,java.lang.String)] Task 'a' requires");
  }

  @Test
  void aClassFileMustSayWhatIsTaken(@TempDir Path classes) throws IOException {
    Compiled.library(
        classes,
        """
        public class Base {
          @Task public void a(@Input("x") int x, int y, TaskContext context) {}
          @Revert("a") public void b(@Input int z, FlowFailures failures) {}
          @Task @Provides("s") public String c() { return ""; }
          @Revert("c") public void d(@Result @Nullable String s) {}
          @Subflow F flow;
          @Subflow protected F hidden;
        }
        """,
        "class F {}");

    Compiled.with(
            classes,
            "@Flow class G extends Base {} // !BadAnnotation !BadAnnotation !BadSubflow !BadSubflow")
        .saysWhatIsMarked()
        .saying("[Base.a(int,int,io.backstitch.TaskContext)]", "parameter 2", "-parameters")
        .saying("parameter 1")
        .saying("[Base.flow] F is no @Flow class: there is no FFlow beside its class file");
  }

  @Test
  void aClassFileWithNamesOfParametersIsAsGoodAsASource(@TempDir Path classes) throws IOException {
    Compiled.library(
        classes,
        List.of("-parameters"),
        """
        public class Base {
          @Task @Provides("s") public String a(@Input int x, TaskContext context) { return "" + x; }
          @Revert("a") public void b(@Result Optional<String> s, @Input int x) {}
        }
        """);

    assertThat(
            Compiled.with(
                    classes,
                    "@Flow class F extends Base { @Task @Provides(\"t\") int c(String s) { return 2; } }",
                    "class Run { static Object run() { return new Inputs(); } static class Inputs {"
                        + " public String toString() { return \"\" + new FFlow.Inputs(1); } } }")
                .run())
        .hasToString("Inputs[x=1]");
  }

  @Test
  void classFilesAreReadThroughTheSubclass(@TempDir Path classes) throws IOException {
    Compiled.library(
        classes,
        """
        public abstract class Base<T, K extends Comparable<K>> implements Moves<K> {
          @Task @Provides("made") protected T make(@Input("key") K key) { return null; }
          @Revert("make") protected void unmake(@Result Optional<T> made) {}
          @Task protected abstract void check(@Requires("made") T made);
          @Task protected static void clean() {}
          @Task private void hidden(int nowhere) {}
        }
        """,
        """
        public interface Moves<K> {
          @Task default void move(@Requires("made") List<? super K> targets) {}
          @Task static void elsewhere(int nowhere) {}
        }
        """);

    Compiled.with(
            classes,
            """
            @Flow
            class F extends Base<List<Object>, String> {
              @Override protected void check(List<Object> all) {}
              @Override protected List<Object> make(String anyName) { return List.of(); }
            }
            class Caller { Object o = FFlow.of(new F()).with("key"); }
            """)
        .succeeds();
    Compiled.with(
            classes,
            """
            @Flow
            class F extends Base<List<Long>, String> { // !TypeMismatch
              @Override protected void check(List<Long> all) {}
            }
            """)
        .saysWhatIsMarked()
        .saying("[Moves.move(java.util.List<? super K>)] Parameter", "List<? super String>");
    Compiled.with(
            classes,
            """
            @Flow
            abstract class F extends Base<List<Object>, String> {} // !NotAccessible
            """)
        .saysWhatIsMarked()
        .saying("[Base.check(T)] Method check is abstract");
  }

  @Test
  void whatAClassFileHidesFromThePackageIsRefusedOnTheFlow(@TempDir Path classes)
      throws IOException {
    Compiled.library(
        classes,
        "public class Base { @Task void a() {} @Task protected void b() {} @Task public void c() {} }");

    Compilation compilation =
        Compiler.javac()
            .withProcessors(new FlowProcessor())
            .withClasspath(
                Stream.concat(
                        Stream.of(classes.toFile()),
                        Arrays.stream(
                                System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(File::new))
                    .toList())
            .compile(
                JavaFileObjects.forSourceString(
                    "other.F",
                    """
                    package other;
                    @io.backstitch.annotation.Flow
                    class F extends demo.Base {}
                    """));

    assertThat(compilation.errors())
        .extracting(error -> error.getLineNumber() + " " + error.getMessage(null))
        .hasSize(2)
        .anyMatch(m -> m.startsWith("3 [Backstitch/NotAccessible] [Base.a()] Method a belongs to"))
        .anyMatch(m -> m.startsWith("3 [Backstitch/NotAccessible] [Base.b()] Method b belongs to"));
  }
}
