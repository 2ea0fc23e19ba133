package io.backstitch.samples.gameupgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Starts and stops the process of a server, and asks it how it is. */
final class ServerControl {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private ServerControl() {}

  /** Stops the server, if it runs, and tells what it ran. */
  static StoppedServer stop(GameServer server, HalfWay halfWay) throws Exception {
    stop(server);
    halfWay.reached();
    return new StoppedServer(server, AppDirectory.of(server).currentVersion());
  }

  /** Stops the server, if it runs, and waits until its process is gone. */
  static void stop(GameServer server) throws Exception {
    PidFile pidFile = new PidFile(server);
    Optional<ProcessHandle> process = pidFile.process();
    if (process.isPresent()) {
      end(process.get());
    }
    pidFile.delete();
  }

  private static void end(ProcessHandle process) throws Exception {
    process.destroy();
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().get();
    }
  }

  /** Starts the server, unless it runs, and waits until it answers with what it shall run. */
  static ServerStatus start(
      GameServer server, SchemaVersion schema, AppVersion app, HalfWay halfWay) throws Exception {
    launch(server);
    halfWay.reached();
    ServerStatus status = awaitAnswer(server);
    if (!status.version().equals(app.number()) || status.schema() != schema.number()) {
      throw new IOException(
          String.format(
              "The server runs version %s with schema %d, not version %s with schema %d",
              status.version(), status.schema(), app.number(), schema.number()));
    }
    return status;
  }

  /** Starts the server with what is there, unless it runs: what it ran before it was stopped. */
  static void restart(GameServer server, @Nullable StoppedServer stopped, HalfWay halfWay)
      throws Exception {
    launch(server);
    halfWay.reached();
    ServerStatus status = awaitAnswer(server);
    if (stopped != null && !stopped.version().number().equals(status.version())) {
      throw new IOException(
          "The server runs version "
              + status.version()
              + ", but before the upgrade it ran "
              + stopped.version().number());
    }
  }

  /** Starts the server with what is there, unless it runs. */
  static ServerStatus ensureRunning(GameServer server) throws Exception {
    launch(server);
    return awaitAnswer(server);
  }

  static boolean isRunning(GameServer server) throws IOException {
    return new PidFile(server).process().isPresent();
  }

  /** What the server answers; nothing if it does not. */
  static Optional<ServerStatus> status(GameServer server) throws IOException {
    URL url = URI.create("http://127.0.0.1:" + server.port() + "/status").toURL();
    URLConnection connection = url.openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    try (InputStream body = connection.getInputStream()) {
      return Optional.of(ServerStatus.parse(new String(body.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void launch(GameServer server) throws IOException {
    PidFile pidFile = new PidFile(server);
    if (pidFile.process().isPresent()) {
      return;
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            GameServerProcess.class.getName(),
            server.directory().toString());
    Process process =
        new ProcessBuilder(pidFile.around(command))
            .redirectErrorStream(true)
            .redirectOutput(log(server).toFile())
            .start();
    // It does so itself, but perhaps not before somebody here looks for it.
    pidFile.write(process.toHandle());
  }

  private static ServerStatus awaitAnswer(GameServer server) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      boolean alive = isRunning(server);
      Optional<ServerStatus> status = status(server);
      if (alive && status.isPresent()) {
        return status.get();
      }
      if (!alive) {
        throw new IOException("The server did not start: " + lastWords(server));
      }
      Thread.sleep(PAUSE.toMillis());
    }
    throw new IOException("The server did not answer within " + PATIENCE.toSeconds() + " seconds");
  }

  private static Path log(GameServer server) {
    return server.directory().resolve("server.log");
  }

  private static String lastWords(GameServer server) throws IOException {
    List<String> lines = Files.readAllLines(log(server));
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
