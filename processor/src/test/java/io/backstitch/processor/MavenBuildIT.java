package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The projects of users, built as users build them: with Maven, and with what this build made. */
class MavenBuildIT {

  private static final String VOLUME_CREATE =
      "volumes/src/main/java/example/volumes/VolumeCreate.java";
  private static final String VOLUME_CREATE_FLOW =
      "volumes/target/generated-sources/annotations/example/volumes/VolumeCreateFlow.java";
  private static final String SERVER_CREATE =
      "servers/src/main/java/example/servers/ServerCreate.java";
  private static final String SERVER_CREATE_FLOW =
      "servers/target/generated-sources/annotations/example/servers/ServerCreateFlow.java";

  @TempDir Path folder;

  /** Its test runs the flow, and looks at the outcome. */
  @Test
  void aFlowNestsOneFromAJarAndIsBuiltAgainAfterChanges() throws Exception {
    MavenBuild build = MavenBuild.of("volumes-and-servers", folder);
    testsPass(build.succeeds("verify"));
    assertThat(build.read(SERVER_CREATE_FLOW)).doesNotContain("label");

    // What was generated and compiled before is still there now.
    build.add(
        VOLUME_CREATE,
        """

          @Task
          @Provides("label")
          String label(String path) {
            return "at " + path;
          }
        """);
    testsPass(build.succeeds("verify"));
    assertThat(build.read(VOLUME_CREATE_FLOW)).contains("String label");
    assertThat(build.read(SERVER_CREATE_FLOW)).contains("String label");

    build.add(
        SERVER_CREATE,
        """

          @Task
          @Provides("address")
          String address(Server server) {
            return "of " + server.image();
          }
        """);
    // Then the compiler sees no source but the one that has changed.
    testsPass(build.succeeds("verify", "-Dmaven.compiler.useIncrementalCompilation=false"));
    assertThat(build.read(SERVER_CREATE_FLOW)).contains("String address", "String label");
  }

  @Test
  void aMissingProviderFailsTheBuild() throws Exception {
    String printed = MavenBuild.of("missing-provider", folder).fails("compile");

    assertThat(
            printed.lines().filter(line -> line.startsWith("[ERROR]") && line.contains(".java:")))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("Nightly.java:[18,20] [Backstitch/MissingProvider] Task 'upload'")
                    .contains(
                        "requires the symbol 'snapshot' (Path)", "Did you mean 'snapshots'?"));
  }

  /** Without that file, Gradle compiles all anew whenever one class has changed. */
  @Test
  void theJarTellsGradleHowTheProcessorWorks() throws Exception {
    String version = System.getProperty("backstitch.version");
    Path jar =
        Path.of(System.getProperty("builds.repository"), "io", "backstitch", "backstitch-processor")
            .resolve(version)
            .resolve("backstitch-processor-" + version + ".jar");
    try (JarFile file = new JarFile(jar.toFile());
        InputStream told =
            file.getInputStream(
                file.getEntry("META-INF/gradle/incremental.annotation.processors"))) {
      assertThat(new String(told.readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactly("io.backstitch.processor.FlowProcessor,isolating");
    }
  }

  private static void testsPass(String printed) {
    assertThat(printed).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
  }
}
