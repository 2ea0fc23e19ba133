package io.backstitch;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.persistence.DirectoryPersistence;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.Persistence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process of its own that runs a flow, until it is in the middle of a given call: there it stays,
 * to be killed. Every call writes down that it began and that it ended.
 */
final class KilledProcess {

  static final String RUN = "the-run";

  /** What the name of a place that is a directory begins with. */
  static final String DIRECTORY = "directory:";

  private KilledProcess() {}

  /** Says where this process is, and stays there until it is killed, or let go. */
  static void stay(String where) throws IOException {
    System.out.println(where);
    while (System.in.read() >= 0) {
      // Until it is killed, or its parent is gone.
    }
  }

  /**
   * The flow, in this process or in the other.
   *
   * @param directory where calls are written down
   * @param failing the atom that fails, or "none"
   * @param stopIn the call to stay in, such as "E:b" or "R:a", or "none"
   */
  static DynamicFlow flow(Path directory, String failing, String stopIn) {
    Calls calls = new Calls(directory.resolve("calls"), failing, stopIn);
    return DynamicFlow.of(
        LinearFlow.named("killed")
            .add(calls.atom("a"))
            .add(UnorderedFlow.named("both").add(calls.atom("b")).add(calls.atom("c")))
            .add(calls.atom("d")));
  }

  static List<String> calls(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  /**
   * Where runs are stored.
   *
   * @param where the address of a schema on a PostgreSQL server, {@link #DIRECTORY} and the path of
   *     a directory, or the path of an H2 file
   */
  static Persistence persistence(String where) {
    if (where.startsWith(DIRECTORY)) {
      return DirectoryPersistence.at(Path.of(where.substring(DIRECTORY.length())));
    }
    if (!where.startsWith("jdbc:")) {
      return JdbcPersistence.h2(Path.of(where));
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(where);
    return JdbcPersistence.of(source);
  }

  /** A process that is in a call. */
  record Stopped(Process process) implements AutoCloseable {

    /** Sends it a signal. */
    void signal(String name) throws IOException, InterruptedException {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IOException("kill -" + name + " ended with " + kill.exitValue());
      }
    }

    /** Lets it leave the call, and waits for its end. */
    int goOn() throws IOException, InterruptedException {
      process.getOutputStream().close();
      return process.waitFor();
    }

    /** Kills it, the hard way. */
    void kill() {
      close();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Starts the process and kills it, the hard way, when it is in the call. */
  static void killIn(Path directory, String where, String failing, String stopIn) throws Exception {
    stopIn(directory, where, failing, stopIn).kill();
  }

  /** Starts the process and waits until it is in the call. */
  static Stopped stopIn(Path directory, String where, String failing, String stopIn)
      throws Exception {
    return stopIn(KilledProcess.class, directory.toString(), where, failing, stopIn);
  }

  /**
   * Starts a process and waits until it says where it is.
   *
   * @param main the class to run
   * @param arguments what it is handed; the last is what it is to say
   */
  static Stopped stopIn(Class<?> main, String... arguments) throws Exception {
    String stopIn = arguments[arguments.length - 1];
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            main.getName()),
                        Stream.of(arguments))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // Not closed, as the process would be told.
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String said = output.readLine();
    if (!stopIn.equals(said)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("The process was to stop in " + stopIn + ", but said " + said);
    }
    return new Stopped(process);
  }

  public static void main(String[] args) {
    Path directory = Path.of(args[0]);
    DynamicFlow flow = flow(directory, args[2], args[3]);
    try (Backstitch backstitch = Backstitch.open(persistence(args[1]))) {
      backstitch.register(flow);
      backstitch.start(flow.with(Map.of()), RUN).join();
    }
  }

  /** What the atoms of the flow do. */
  private record Calls(Path file, String failing, String stopIn) {

    Atom atom(String name) {
      return Atom.named(name)
          .provides(Symbol.of(name, String.class))
          .executes(
              in -> {
                call("E:" + name, in.context());
                if (name.equals(failing)) {
                  throw new IOException("no space left in " + name);
                }
                return "made by " + name;
              })
          .reverts(in -> call("R:" + name, in.context()))
          .build();
    }

    private void call(String what, TaskContext context) throws IOException {
      write("begin " + what + " " + context.idempotencyKey());
      if (what.equals(stopIn)) {
        stay(what);
      }
      write("end " + what);
    }

    private void write(String line) throws IOException {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
