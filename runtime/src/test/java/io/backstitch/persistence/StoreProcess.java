package io.backstitch.persistence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** A process of its own that has a place of runs open, to be held up or killed. */
final class StoreProcess {

  private StoreProcess() {}

  /** What can be open. */
  enum Kind {
    H2_FILE {
      @Override
      Persistence at(Path path) {
        return JdbcPersistence.h2(path);
      }
    },
    DIRECTORY {
      @Override
      Persistence at(Path path) {
        return DirectoryPersistence.at(path);
      }
    };

    abstract Persistence at(Path path);
  }

  static Process start(String mode, Kind kind, Path path) throws IOException {
    return new ProcessBuilder(command(mode, kind, path))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static List<String> command(String mode, Kind kind, Path path) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        StoreProcess.class.getName(),
        mode,
        kind.name(),
        path.toString());
  }

  static BufferedReader outputOf(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Persistence persistence = Kind.valueOf(args[1]).at(Path.of(args[2]));
    RunStore store = persistence.open();
    switch (args[0]) {
      case "hold" -> hold(out);
      case "hold after a second try" -> {
        try {
          persistence.open();
        } catch (PersistenceException e) {
          hold(out);
        }
      }
      case "commit" -> commit(store, out);
      case "fill the disk" -> fillTheDisk(store, out);
      default -> throw new IllegalArgumentException(args[0]);
    }
    store.close();
  }

  private static void hold(PrintStream out) throws IOException {
    out.println("open");
    while (System.in.read() >= 0) {
      // Until the parent closes the stream, or is gone.
    }
  }

  /** Starts runs until it is killed, and says which ones are stored. */
  private static void commit(RunStore store, PrintStream out) throws InterruptedException {
    Semaphore inFlight = new Semaphore(20);
    Journal journal = Journal.over(store, Runnable::run);
    // Not its number, which another process may have had.
    String process = UUID.randomUUID().toString();
    for (int i = 0; ; i++) {
      String id = process + "-" + i;
      inFlight.acquire();
      journal.submit(
          new WriteSet(id, Runs.RUN, null, List.of(Runs.done("a", 1, "\"" + id + "\""))),
          new Acknowledgement() {
            @Override
            public void committed(boolean mayStay) {
              out.println(id);
              inFlight.release();
            }

            @Override
            public void failed(PersistenceException error) {
              throw error;
            }
          });
    }
  }

  /** Stores what fits, is refused what does not, and goes on. */
  private static void fillTheDisk(RunStore store, PrintStream out) {
    store.commit(List.of(Runs.start("r"), Runs.start("s")));
    store.commit(List.of(Runs.atoms("r", Runs.done("a", 1, "1"))));
    String large = "\"" + "x".repeat(100_000) + "\"";
    for (WriteSet tooLarge :
        List.of(
            Runs.atoms("r", Runs.done("b", 1, large)),
            new WriteSet("new", new NewRun("f", "1", large), null, List.of()))) {
      try {
        store.commit(List.of(tooLarge));
      } catch (PersistenceException e) {
        out.println(e.getMessage());
      }
    }
    out.println(store.load("r").orElseThrow().atoms().size() + " " + store.load("new").isPresent());
    store.commit(List.of(Runs.atoms("r", Runs.done("c", 1, "3")), Runs.start("new")));
  }
}
