package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A project of a user, built by the Maven that builds this module, and by its JDK. It finds this
 * build of Backstitch in a local repository that nobody else uses.
 */
final class MavenBuild {

  private static final Path PROJECTS = Path.of("src", "test", "resources", "builds");

  /** What the projects leave open, so that they ask for nothing that is not at hand. */
  private static final List<String> VERSIONS =
      List.of(
          "backstitch.version",
          "junit.version",
          "compiler-plugin.version",
          "jar-plugin.version",
          "resources-plugin.version",
          "surefire-plugin.version");

  private final Path folder;
  private final Path log;

  private MavenBuild(Path folder) {
    this.folder = folder;
    this.log = folder.resolve("build.log");
  }

  /** Copies a project, so that it may be changed. */
  static MavenBuild of(String project, Path folder) throws IOException {
    Path from = PROJECTS.resolve(project);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return new MavenBuild(folder);
  }

  /** Runs Maven, and returns what it printed. */
  String succeeds(String... arguments) throws IOException, InterruptedException {
    int status = run(arguments);
    String printed = Files.readString(log);
    assertThat(status).as(printed).isZero();
    return printed;
  }

  /** Runs Maven, and returns what it printed. */
  String fails(String... arguments) throws IOException, InterruptedException {
    int status = run(arguments);
    String printed = Files.readString(log);
    assertThat(status).as(printed).isEqualTo(1);
    return printed;
  }

  String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds members to a class. */
  void add(String file, String members) throws IOException {
    String source = read(file).stripTrailing();
    assertThat(source).endsWith("}");
    Files.writeString(
        folder.resolve(file), source.substring(0, source.length() - 1) + members + "}\n");
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // It ends before what the second compiler makes would pay.
    environment.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    // These belong to the build around this one.
    environment.remove("MAVEN_ARGS");
    environment.remove("MAVEN_BASEDIR");
    environment.remove("MAVEN_CONFIG");
    Process maven =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return maven.waitFor();
    } finally {
      // Should the test be interrupted: nobody would end it.
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
    }
  }

  private static List<String> command(String... arguments) {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    String settings = PROJECTS.resolve("settings.xml").toAbsolutePath().toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(given("maven.home"), "bin", windows ? "mvn.cmd" : "mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-Dstyle.color=never", "-s", settings, "-gs", settings));
    command.add("-Dmaven.repo.local=" + given("builds.repository"));
    command.add("-Dcache.url=" + Path.of(given("maven.repository")).toUri());
    if (given("maven.mode").equals("offline=true")) {
      // The cache is a repository like others, but one that needs no network.
      command.addAll(List.of("-o", "-Daether.offline.protocols=file"));
    }
    for (String version : VERSIONS) {
      command.add("-D" + version + "=" + given(version));
    }
    command.addAll(List.of(arguments));
    return command;
  }

  private static String given(String property) {
    String value = System.getProperty(property);
    assertThat(value)
        .as("The property %s, which 'mvn verify' sets: run this test with it", property)
        .isNotNull();
    return value;
  }
}
