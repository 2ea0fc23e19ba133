package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows that nest what was compiled before: only what was generated for it is read. */
class SubflowContractTest {

  private static final String[] NESTED = {
    """
    @Flow("volume")
    public class Volume {
      public record Box<T>(T inside) {}
      @Task @Provides("volume")
      public Box<? extends CharSequence> allocate(
          @Input int size, @Input @Nullable String label, @Input Map<String, int[]> tags,
          @Input Long limit) { return new Box<>("x"); }
      @Task @Provides("found")
      public Optional<Integer> find(@Input Long limit, @Input char unit) { return Optional.of(1); }
      @Task @Provides({"one", "two"})
      public @Nullable List<String>[] parts(Box<?> volume) { return null; }
      @SuppressWarnings("rawtypes")
      @Task @Provides("raw")
      public List raw(@Input @Nullable String label) { return List.of(); }
    }
    """,
    """
    public class Around {
      @Flow public static class Inner {
        @Subflow(rename = {"volume=v", "size=width"}) public Volume volume = new Volume();
        @Task @Provides("end") public long end(Volume.Box<? extends CharSequence> v) { return 1; }
      }
    }
    """
  };

  private static final String OUTER =
      """
      @Flow
      class Outer {
        @Subflow(rename = {"found=f", "one=o", "two=t", "raw=r", "v=w", "end=e"})
        Around.Inner first = new Around.Inner();
        @Task @Provides("limit") long limit(@Input char unit) { return 1; }
        @Subflow Volume second = new Volume();
      }
      """;

  @TempDir private Path classes;

  @Test
  void aSourceAndAContractGiveTheSame() throws IOException {
    Compiled.of(NESTED).save(classes);
    Map<String, String> fromSource =
        Compiled.of(Stream.concat(Stream.of(NESTED), Stream.of(OUTER)).toArray(String[]::new))
            .succeeds()
            .generated();
    Map<String, String> fromContract = Compiled.with(classes, OUTER).succeeds().generated();
    assertThat(fromContract).containsOnlyKeys("OuterAtoms.java", "OuterFlow.java");
    assertThat(fromContract)
        .allSatisfy((file, text) -> assertThat(text).isEqualTo(fromSource.get(file)));
    // Else the compiler tells that what comes of the nested class is there already.
    List<String> options = List.of("-Xlint:-processing");
    Map<String, String> mixed =
        Compiled.with(classes, options, NESTED[1], OUTER).succeeds().generated();
    assertThat(mixed).allSatisfy((file, text) -> assertThat(text).isEqualTo(fromSource.get(file)));
  }

  @Test
  void nothingButTheGeneratedClassIsRead() throws IOException {
    Compiled.of("@Flow public class Volume { @Task public void a(@Input int size) {} }")
        .save(classes);
    // As if its author had taken all annotations out after it was compiled.
    Compiled.library(replacing("Volume"), "public class Volume { public void a(int size) {} }");
    assertThat(
            Compiled.with(classes, "@Flow class Outer { @Subflow Volume volume; }")
                .succeeds()
                .generated()
                .get("OuterFlow.java"))
        .contains("with(int size)");
  }

  private Path replacing(String... names) throws IOException {
    for (String name : names) {
      Files.delete(classes.resolve("demo/" + name + ".class"));
    }
    return classes;
  }

  @Test
  void aFlowThatWasCompiledWithoutTheProcessorIsRefused() throws IOException {
    Compiled.library(classes, "@Flow public class Volume { @Task public void a() {} }");
    Compiled.with(
            classes,
            """
            @Flow class Outer {
              @Subflow Volume volume; // !BadSubflow
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadSubflow] Volume is no @Flow class: there is no VolumeFlow beside its"
                + " class file. Write the class of a flow, or put @Flow on it and compile it with"
                + " the processor");
  }

  @Test
  void aContractOfAnotherFormatIsRefused() throws IOException {
    Compiled.library(
        classes,
        "@Flow public class Volume {}",
        """
        @FlowContract(format = 2, flow = "volume", version = "1.0")
        public class VolumeFlow { record Inputs() {} record Outcome() {} }
        """,
        "@Flow public class Odd {}",
        """
        @FlowContract(format = 1, flow = "odd", version = "1.0")
        public class OddFlow { record Inputs() {} }
        """);
    Compiled.with(
            classes,
            """
            @Flow class Outer {
              @Subflow Volume volume; // !BadSubflow
              @Subflow Odd odd; // !BadSubflow
              @Subflow OddFlow flow; // !BadSubflow
              @Task void takes(String anything) {}
            }
            """)
        .saysWhatIsMarked()
        .saying(
            "[Backstitch/BadSubflow] VolumeFlow has a contract of format 2, but this processor"
                + " reads format 1. Compile Volume and this class with processors of one version")
        .saying(
            "[Backstitch/BadSubflow] OddFlow lacks the record Inputs or Outcome. Compile Odd and")
        .saying("OddFlow is no @Flow class", "Write the class that it is generated from");
  }

  @Test
  void aContractTellsTypesAndWhatIsOptional() throws IOException {
    Compiled.of(NESTED).save(classes);
    Compiled.with(
            classes,
            """
            @Flow class Outer {
              @Subflow Volume volume;
              @Task @Provides("tags") Map<String, long[]> tags() { return Map.of(); }
              @Task @Provides("limit") Optional<Long> limit() { return Optional.empty(); }
              @Task void use(int found, String one) {} // !SkippedValue !TypeMismatch
              @Task void unit(@Input int unit) {} // !InputConflict
            }
            """
                .replace(
                    "@Subflow Volume volume;",
                    "@Subflow Volume volume; // !TypeMismatch !SkippedValue"))
        .saysWhatIsMarked();
  }

  @Test
  void whatIsInAnotherPackageMustBeVisible() {
    Compiled.of(
            List.of(
                JavaFileObjects.forSourceString(
                    "lib.Open",
                    """
                    package lib;
                    import io.backstitch.annotation.*;
                    @Flow public class Open {
                      static class Hidden {}
                      @Task @Provides("made") Hidden make(@Input Hidden given) { return given; }
                    }
                    """),
                JavaFileObjects.forSourceString(
                    "lib.Base",
                    """
                    package lib;
                    import io.backstitch.annotation.*;
                    public class Base<T> {
                      @Subflow protected Open near = null;
                      @Subflow public Near far = null;
                    }
                    """),
                JavaFileObjects.forSourceString(
                    "lib.Near",
                    """
                    package lib;
                    import io.backstitch.annotation.*;
                    @Flow class Near { @Task void a() {} }
                    """),
                JavaFileObjects.forSourceString(
                    "demo.Outer",
                    """
                    package demo;
                    import io.backstitch.annotation.*;
                    @Flow class Outer extends lib.Base<String> {
                      @Subflow lib.Open open = null;
                    }
                    """)))
        .saysOnly(
            "Outer.java:4 !NotAccessible",
            "Outer.java:4 !NotAccessible",
            "Outer.java:3 !BadSubflow",
            "Outer.java:3 !BadSubflow")
        .saying(
            "[Backstitch/NotAccessible] Type Open.Hidden, which the sub-flow 'open' (Open) takes as"
                + " 'given', is not visible in this package, so the generated code cannot name it."
                + " Make the type public, and the types around it")
        .saying("which the sub-flow 'open' (Open) provides as 'made'")
        .saying(
            "[Backstitch/BadSubflow] [Base.near] Field near belongs to another package and is not"
                + " public, so the generated code beside Outer cannot read it. Make it public")
        .saying(
            "[Backstitch/BadSubflow] [Base.far] Near is not visible in this package, and nor is the"
                + " flow that is generated for it. Make it public, and the classes around it");
  }
}
