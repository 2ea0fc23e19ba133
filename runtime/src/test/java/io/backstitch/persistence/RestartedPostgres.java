package io.backstitch.persistence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of its own that is stopped the hard way, and started on the same data. */
public final class RestartedPostgres implements AutoCloseable {

  private final Path data;
  private final PGSimpleDataSource source;
  private EmbeddedPostgres server;

  /**
   * Starts a server.
   *
   * @param data an empty directory
   */
  public RestartedPostgres(Path data) {
    this.data = data;
    try {
      server =
          EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start();
    } catch (IOException | IllegalStateException e) {
      if (Boolean.getBoolean("services.required")) {
        throw new IllegalStateException("PostgreSQL is required, and can't be started", e);
      }
      assumeTrue(false, "PostgreSQL can't be started here: " + e);
      throw new AssertionError(e);
    }
    source = (PGSimpleDataSource) server.getPostgresDatabase();
  }

  /** Where it is, before and after it was stopped. */
  public PGSimpleDataSource source() {
    return source;
  }

  /** Ends it at once, as a crash of the machine does: sessions break off, nothing is written. */
  public synchronized void stop() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    Process kill = new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).inheritIO().start();
    kill.onExit().join();
    postmaster.onExit().join();
  }

  /** Starts it again, with what it had stored. */
  public synchronized void start() throws IOException {
    server.close();
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(source.getPortNumbers()[0])
            .start();
  }

  @Override
  public synchronized void close() throws IOException {
    server.close();
  }
}
