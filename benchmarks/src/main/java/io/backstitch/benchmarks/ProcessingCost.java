package io.backstitch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the annotation processor adds to a compilation, beside what javac needs for the same classes
 * and what MapStruct adds to a comparable one. Each compilation is a compiler of its own, as in a
 * build; the rounds take turns, so that a slow minute hits all alike.
 */
public final class ProcessingCost {

  private final int classes;
  private final int rounds;
  private final Path temp;
  private final String classPath = System.getProperty("java.class.path");

  private ProcessingCost(int classes, int rounds, Path temp) {
    this.classes = classes;
    this.rounds = rounds;
    this.temp = temp;
  }

  /**
   * Measures, and prints a table.
   *
   * @param arguments {@code --classes N}, 1,000 unless told, and {@code --rounds N}, 3 unless told
   * @throws IOException if a file can't be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path temp = Files.createTempDirectory("processing-cost");
    try {
      new ProcessingCost(
              option(arguments, "--classes", 1_000), option(arguments, "--rounds", 3), temp)
          .run();
    } finally {
      Folders.delete(temp);
    }
  }

  private static int option(String[] arguments, String name, int otherwise) {
    int at = Arrays.asList(arguments).indexOf(name);
    return at < 0 ? otherwise : Integer.parseInt(arguments[at + 1]);
  }

  private void run() throws IOException, InterruptedException {
    List<Measured> all = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      Path folder = temp.resolve(subject.name());
      Files.createDirectories(folder.resolve("source"));
      Files.createDirectories(folder.resolve("generated"));
      for (int i = 0; i < classes; i++) {
        subject.write(folder.resolve("source"), i);
      }
      compile(folder, false, "-s", folder.resolve("generated").toString());
      all.add(new Measured(subject, folder));
    }
    for (int round = 0; round < rounds; round++) {
      for (Measured each : all) {
        each.written.add(compile(each.folder, false, "-proc:none"));
        each.both.add(compile(each.folder, true, "-proc:none"));
        each.processed.add(
            compile(each.folder, false, "-s", each.folder.resolve("again").toString()));
      }
    }
    print(all);
  }

  private void print(List<Measured> all) {
    System.out.printf("%,d classes, medians of %d rounds%n", classes, rounds);
    System.out.printf(
        "%-24s %14s %14s %14s %12s%n",
        "", "javac, written", "and generated", "processor adds", "added/javac");
    for (Measured each : all) {
      double both = median(each.both);
      double adds = median(each.processed) - both;
      System.out.printf(
          Locale.ROOT,
          "%-24s %12.2f s %12.2f s %12.2f s %12.2f%n",
          each.subject.text(),
          median(each.written) / 1e9,
          both / 1e9,
          adds / 1e9,
          adds / both);
    }
    System.out.println(
        "What a processor adds is what a build takes with it, less what javac needs for the same"
            + " classes, written and generated, without it.");
  }

  /** What was seen of a subject, in nanoseconds, a value for each round. */
  private record Measured(
      Subject subject, Path folder, List<Long> written, List<Long> both, List<Long> processed) {
    Measured(Subject subject, Path folder) {
      this(subject, folder, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Compiles what was written, or that and what was generated. */
  private long compile(Path folder, boolean alsoGenerated, String... options)
      throws IOException, InterruptedException {
    Path out = Files.createDirectories(folder.resolve("classes"));
    Folders.delete(out);
    Folders.delete(folder.resolve("again"));
    Files.createDirectories(out);
    Files.createDirectories(folder.resolve("again"));
    List<String> files = new ArrayList<>(sources(folder.resolve("source")));
    if (alsoGenerated) {
      files.addAll(sources(folder.resolve("generated")));
    }
    Path list = folder.resolve("arguments");
    Files.write(list, files);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-nowarn",
                "-Xlint:none",
                "-classpath",
                classPath,
                "-processorpath",
                classPath,
                "-d",
                out.toString()));
    command.addAll(List.of(options));
    command.add("@" + list);
    long start = System.nanoTime();
    Process javac =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    int exit = javac.waitFor();
    long took = System.nanoTime() - start;
    if (exit != 0) {
      throw new IllegalStateException("javac failed: " + Files.readString(folder.resolve("said")));
    }
    return took;
  }

  private static List<String> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().toList();
    }
  }

  private static double median(List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }
}
