package io.backstitch.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the samples as a reader does: in a process of their own. */
public final class SampleProcess implements AutoCloseable {

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;

  /** Builds that run side by side begin at different ports. */
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger((int) (ProcessHandle.current().pid() % PORTS));

  private static final int PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private SampleProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * What a process left behind.
   *
   * @param exitCode its exit code
   * @param out the lines of its standard output
   * @param err the lines of its standard error
   */
  public record Result(int exitCode, List<String> out, List<String> err) {

    /** Checks that the process told in one sentence why it did nothing. */
    public void isRefusal(String... words) {
      assertThat(err).as("standard error").hasSize(1);
      assertThat(err.get(0)).contains(words).doesNotContain("Exception");
      assertThat(exitCode).isBetween(1, 2);
    }

    /** Checks that the process did what it was asked to, and had nothing to complain about. */
    public void isGood() {
      assertThat(err).as("standard error, after %s", String.join("\n", out)).isEmpty();
      assertThat(exitCode).as("exit code, after %s", String.join("\n", out)).isZero();
    }
  }

  /** Runs the samples to their end, with a directory to put what they print. */
  public static Result run(Path output, String... args) throws Exception {
    try (SampleProcess process = start(output, args)) {
      return process.await();
    }
  }

  /** Starts the samples, with a directory to put what they print. */
  public static SampleProcess start(Path output, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    Path out = Files.createTempFile(output, "sample", ".out");
    Path err = Files.createTempFile(output, "sample", ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(output.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new SampleProcess(process, out, err);
  }

  /** Waits until the process has printed something. */
  public void awaitOutput(String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.readString(out).contains(text)) {
      assertThat(process.isAlive()).as("runs until it prints %s", text).isTrue();
      assertThat(System.nanoTime()).as("prints %s in time", text).isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  /** Sends a signal, for example {@code TERM}. */
  public void signal(String name) throws Exception {
    String[] kill = {"kill", "-s", name, Long.toString(process.pid())};
    assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
  }

  /** Waits until the process has ended. */
  public Result await() throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
    return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * Runs the samples in this process, which is quicker. It is for what depends on the arguments and
   * on the state of the world, not on the process.
   */
  public static Result runHere(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new PrintStream(out, true, UTF_8), UTF_8, false, Integer.MAX_VALUE);
    int exitCode = Main.run(args, terminal, new PrintStream(err, true, UTF_8));
    return new Result(
        exitCode, out.toString(UTF_8).lines().toList(), err.toString(UTF_8).lines().toList());
  }

  /**
   * A port on which nothing answers, and another one at each call. It is not one of those that the
   * system hands out to connections, so it stays free while a server is stopped and started.
   */
  public static int freePort() {
    while (true) {
      int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it: the next one, then.
      }
    }
  }

  /** Checks that nothing answers on a port. */
  public static void assertFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
    } catch (IOException e) {
      throw new AssertionError("Something still answers on port " + port, e);
    }
  }
}
