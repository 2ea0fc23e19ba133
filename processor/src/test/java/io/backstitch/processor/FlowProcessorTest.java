package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
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
    Compiled.with(classes, source).succeeds();
  }

  /** The processor, with a compiler that cannot write files. */
  @SupportedAnnotationTypes("io.backstitch.annotation.*")
  private static final class Broken extends AbstractProcessor {

    private final FlowProcessor processor = new FlowProcessor();

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      super.init(environment);
      processor.init(
          (ProcessingEnvironment)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ProcessingEnvironment.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("getFiler")) {
                      throw new IllegalStateException("no files today");
                    }
                    return method.invoke(environment, arguments);
                  }));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      processor.process(annotations, round);
      return false;
    }
  }
}
