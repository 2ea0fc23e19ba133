package io.backstitch.benchmarks.crash;

import io.backstitch.benchmarks.Folders;
import io.backstitch.benchmarks.crash.Ledger.Entry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Starts processes that run flows, kills them at any instant and right after each kind of step, and
 * checks what the last one has made of it.
 */
final class Crash implements AutoCloseable {

  /** What has come out so far. */
  record Score(int kills, int runs, int lost, int repeated, int wrong) {

    boolean isClean() {
      return lost + repeated + wrong == 0;
    }

    @Override
    public String toString() {
      return "crash: %d kills, %d runs, %d lost, %d repeated, %d wrong"
          .formatted(kills, runs, lost, repeated, wrong);
    }
  }

  private static final int FLOWS = 4;
  private static final int RUNS_OF_EACH = 3;
  private static final int MAX_LIVES = 6;

  /** Long enough for most to come to their end, so that kills fall anywhere. */
  private static final int MAX_MILLIS = 1_200;

  private static final int MAX_LINES = 150;
  private static final long NO_END_SECONDS = 120;

  private final Random random;
  private final Path directory;
  private final String store;
  private final Closeable server;
  private Score score = new Score(0, 0, 0, 0, 0);
  private long seed;

  /** Stays so if a round breaks off, so that what it left behind can be looked at. */
  private boolean isInRound;

  private Crash(long seed, Path directory, String store, Closeable server) {
    this.seed = seed * 1_000_000;
    this.random = new Random(seed);
    this.directory = directory;
    this.store = store;
    this.server = server;
  }

  /**
   * Prepares.
   *
   * @param seed the number from which flows and instants are made up
   * @param kind {@code h2}, {@code directory} or {@code postgresql}
   * @throws IllegalArgumentException if it is another kind
   */
  static Crash on(String kind, long seed) throws IOException {
    Path directory = Files.createTempDirectory("backstitch-crash");
    return switch (kind) {
      case "h2" -> new Crash(seed, directory, "h2:" + directory.resolve("runs"), () -> {});
      case "directory" ->
          new Crash(seed, directory, "directory:" + directory.resolve("runs"), () -> {});
      case "postgresql" -> {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        yield new Crash(seed, directory, postgres.getJdbcUrl("postgres", "postgres"), postgres);
      }
      default ->
          throw new IllegalArgumentException(
              "Runs can be kept on h2, directory or postgresql, not on " + kind);
    };
  }

  /** Kills and checks until there is enough. */
  Score until(Predicate<Score> isEnough) throws IOException, InterruptedException, SQLException {
    while (!isEnough.test(score)) {
      isInRound = true;
      round();
      isInRound = false;
    }
    return score;
  }

  private void round() throws IOException, InterruptedException, SQLException {
    Path ledger = directory.resolve("ledger-" + seed);
    Life.Plan plan = new Life.Plan(store, ledger, seed, FLOWS, RUNS_OF_EACH, 0);
    seed += FLOWS;
    int kills = 0;
    int lives = 1 + random.nextInt(MAX_LIVES);
    for (int life = 0; life < lives && isKilled(plan); life++) {
      kills++;
      try (Ledger killed = Ledger.append(ledger, 0)) {
        killed.write(Entry.KILL, "");
      }
    }
    Process last = start(plan);
    if (!last.waitFor(NO_END_SECONDS, TimeUnit.SECONDS)) {
      last.destroyForcibly();
      throw new IllegalStateException(
          "A process came to no end in " + NO_END_SECONDS + " s; see " + directory);
    }
    if (last.exitValue() != 0) {
      throw new IllegalStateException(
          "A process ended with " + last.exitValue() + "; see " + directory.resolve("said"));
    }
    Audit audit = Audit.of(plan);
    score =
        new Score(
            score.kills() + kills,
            score.runs() + FLOWS * RUNS_OF_EACH,
            score.lost() + audit.lost().size(),
            score.repeated() + audit.repeated().size(),
            score.wrong() + audit.wrong().size());
    Stream.of(audit.lost(), audit.repeated(), audit.wrong())
        .flatMap(List::stream)
        .forEach(fault -> System.err.println(fault + "; see " + ledger));
    if (score.isClean()) {
      Files.delete(ledger);
    }
  }

  /** Lets a process live for a while; false if it came to the end of all runs before. */
  private boolean isKilled(Life.Plan plan) throws IOException, InterruptedException {
    if (random.nextBoolean()) {
      Process process = start(plan.endingAfter(1 + random.nextInt(MAX_LINES)));
      return process.waitFor() == Life.HALTED;
    }
    Process process = start(plan);
    if (process.waitFor(1 + random.nextInt(MAX_MILLIS), TimeUnit.MILLISECONDS)) {
      return false;
    }
    return process.destroyForcibly().waitFor() != 0;
  }

  private Process start(Life.Plan plan) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // What lives for a second is not worth compiling well.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Life.class.getName()));
    command.addAll(plan.arguments());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("said").toFile()))
        .start();
  }

  /** Ends the server, and leaves behind only what tells of a fault. */
  @Override
  public void close() throws IOException {
    server.close();
    if (score.isClean() && !isInRound) {
      Folders.delete(directory);
    }
  }

  /**
   * Kills for as long as one likes.
   *
   * @param arguments for how many seconds, and on what: {@code h2} if not told
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 1 || arguments.length > 2 || !arguments[0].matches("[0-9]+")) {
      System.err.println("usage: benchmarks/crash SECONDS [h2|postgresql|directory]");
      System.exit(2);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
    long seed = System.nanoTime() % 1_000_000;
    Score score;
    try (Crash crash = on(arguments.length > 1 ? arguments[1] : "h2", seed)) {
      score = crash.until(now -> System.nanoTime() - end >= 0);
    }
    System.out.println(score);
    System.exit(score.isClean() ? 0 : 1);
  }
}
