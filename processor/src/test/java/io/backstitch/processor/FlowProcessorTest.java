package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the processor gets along with its compiler. */
class FlowProcessorTest {

  @Test
  void aMistakeOfTheProcessorIsSaidToBeOne() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new Broken())
            .compile(
                JavaFileObjects.forSourceString(
                    "demo.F",
                    """
                    package demo;
                    import io.backstitch.annotation.*;
                    @Flow class F { @Task void a() {} }
                    @Flow class G { @Task void b(int missing) {} }
                    """));

    assertThat(compilation.errors())
        .extracting(error -> error.getLineNumber() + " " + error.getMessage(null))
        .anySatisfy(
            message ->
                assertThat(message)
                    .startsWith("3 [Backstitch/InternalError] ")
                    .contains("please report it", "IllegalStateException: no files today"))
        .anySatisfy(message -> assertThat(message).startsWith("4 [Backstitch/MissingProvider] "));
  }

  @Test
  void nothingIsDoneForClassesOfOthers() {
    assertThat(
            Compiled.of("@SuppressWarnings(\"all\") class F { void a(int b) {} }")
                .succeeds()
                .generated())
        .isEmpty();
  }

  /** As in a build that compiles again where it compiled before. */
  @Test
  void whatWasGeneratedBeforeMayBeThereStill(@TempDir Path classes) throws IOException {
    String source =
        """
        class Outer {
          @Flow static class Inner { @Task @Provides("s") String a(@Input int size) { return ""; } }
        }
        """;
    Compiled.of(source).save(classes);
    // Else the compiler tells that it is there still, whoever writes it.
    Compiled.with(classes, List.of("-Xlint:-processing"), source).succeeds();
  }

  /** The compiler hides what one processor claims from those that come after it. */
  @Test
  void claimsNoAnnotationsOfOthers() {
    Next next = new Next();
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new FlowProcessor(), next)
            .compile(
                JavaFileObjects.forSourceString(
                    "demo.package-info", "@org.jspecify.annotations.NullMarked package demo;"),
                JavaFileObjects.forSourceString(
                    "demo.F",
                    """
                    package demo;
                    import io.backstitch.annotation.*;
                    @Flow class F { @Task void a() {} }
                    @javax.annotation.processing.Generated("x") class Other {}
                    """));

    assertThat(compilation.errors()).isEmpty();
    assertThat(next.seen).containsExactlyInAnyOrder("NullMarked", "Generated");
  }

  /** Comes after another processor, and looks for annotations that are not of this project. */
  @SupportedAnnotationTypes({
    "org.jspecify.annotations.NullMarked",
    "javax.annotation.processing.Generated"
  })
  private static final class Next extends AbstractProcessor {

    private final List<String> seen = new ArrayList<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      annotations.forEach(annotation -> seen.add(annotation.getSimpleName().toString()));
      return false;
    }
  }

  /** Then Gradle compiles again what comes of a class that has changed, and nothing else. */
  @Test
  void eachFileComesFromTheOneClassThatItIsWrittenFor() {
    Watched watched = new Watched();
    Compilation compilation =
        Compiler.javac()
            .withProcessors(watched)
            .withOptions(GoldenTest.WITH_EXTRAS.toArray())
            .compile(
                JavaFileObjects.forSourceString(
                    "demo.Outer",
                    """
                    package demo;
                    import io.backstitch.annotation.*;
                    class Outer {
                      @Flow static class Part { @Task @Provides("a") int a() { return 1; } }
                      @Flow static class Whole { @Subflow Part part; @Task void b(int a) {} }
                      @Flow static class Wrong { @Task void c(int missing) {} }
                      static class Atoms { @Task void d() {} }
                    }
                    """));

    assertThat(compilation.errors()).hasSize(1); // Of Wrong, of which a skeleton is written.
    assertThat(watched.origins)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("demo.Outer_PartAtoms", List.of("demo.Outer.Part")),
                Map.entry("demo.Outer_PartFlow", List.of("demo.Outer.Part")),
                Map.entry("demo.Outer_PartFlow.mmd", List.of("demo.Outer.Part")),
                Map.entry("demo.Outer_PartFlow.dot", List.of("demo.Outer.Part")),
                Map.entry("demo.Outer_PartFlow.json", List.of("demo.Outer.Part")),
                Map.entry("demo.Outer_WholeAtoms", List.of("demo.Outer.Whole")),
                Map.entry("demo.Outer_WholeFlow", List.of("demo.Outer.Whole")),
                Map.entry("demo.Outer_WholeFlow.mmd", List.of("demo.Outer.Whole")),
                Map.entry("demo.Outer_WholeFlow.dot", List.of("demo.Outer.Whole")),
                Map.entry("demo.Outer_WholeFlow.json", List.of("demo.Outer.Whole")),
                Map.entry("demo.Outer_WrongAtoms", List.of("demo.Outer.Wrong")),
                Map.entry("demo.Outer_WrongFlow", List.of("demo.Outer.Wrong")),
                Map.entry("demo.Outer_AtomsAtoms", List.of("demo.Outer.Atoms"))));
  }

  /** The processor, with a compiler that is not quite what it should be. */
  private abstract static class Wrapped extends AbstractProcessor {

    private final FlowProcessor processor = new FlowProcessor();

    /** What the compiler has to write files with. */
    abstract Filer filer(Filer real);

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public Set<String> getSupportedOptions() {
      return processor.getSupportedOptions();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      super.init(environment);
      processor.init(
          proxy(
              ProcessingEnvironment.class,
              (proxy, method, arguments) ->
                  method.getName().equals("getFiler")
                      ? filer(environment.getFiler())
                      : method.invoke(environment, arguments)));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      processor.process(annotations, round);
      return false;
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
      return type.cast(
          Proxy.newProxyInstance(Wrapped.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
  }

  /** With one that cannot write files. */
  private static final class Broken extends Wrapped {

    @Override
    Filer filer(Filer real) {
      throw new IllegalStateException("no files today");
    }
  }

  /** With one that tells from which classes each file comes. */
  private static final class Watched extends Wrapped {

    private final Map<String, List<String>> origins = new TreeMap<>();

    @Override
    Filer filer(Filer real) {
      return proxy(
          Filer.class,
          (proxy, method, arguments) -> {
            if (method.getName().startsWith("create")) {
              Element[] classes = (Element[]) arguments[arguments.length - 1];
              String name =
                  method.getName().equals("createResource")
                      ? arguments[1] + "." + arguments[2]
                      : arguments[0].toString();
              origins.put(name, Stream.of(classes).map(Element::toString).toList());
            }
            return method.invoke(real, arguments);
          });
    }
  }
}
