package io.backstitch.samples.gameupgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The game server: a process of its own that holds the database and answers {@code GET /status} on
 * loopback.
 */
final class GameServerProcess {

  private GameServerProcess() {}

  /**
   * Serves until the process is asked to end.
   *
   * @param args the directory of the server
   */
  public static void main(String[] args) {
    try {
      serve(ServerSettings.read(Path.of(args[0])));
    } catch (SQLException | IllegalStateException e) {
      fail(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (IOException e) {
      fail(e.toString());
    }
  }

  private static void fail(String why) {
    System.err.println(why);
    System.exit(1);
  }

  private static void serve(ServerSettings settings) throws IOException, SQLException {
    AppDirectory apps = AppDirectory.of(settings.server());
    AppVersion version = apps.currentVersion();
    // Whoever holds the database is the one server: a second one ends here.
    Connection database = settings.database().open();
    checkSchema(version, apps.currentSchema(), DatabaseUpgrade.schema(database));
    new PidFile(settings.server()).write(ProcessHandle.current());

    HttpServer http = listen(settings.server().port());
    http.createContext("/status", exchange -> answer(exchange, version, database));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(http, database)));
    http.start();
  }

  private static HttpServer listen(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IllegalStateException("Port " + port + " is in use.", e);
    }
  }

  private static void checkSchema(AppVersion version, SchemaVersion needed, SchemaVersion found) {
    if (!needed.equals(found)) {
      throw new IllegalStateException(
          String.format(
              "Version %s needs schema %d, but the database has schema %d.",
              version.number(), needed.number(), found.number()));
    }
  }

  private static void answer(HttpExchange exchange, AppVersion version, Connection database)
      throws IOException {
    try (exchange) {
      byte[] body = ServerStatus.read(version, database).print().getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void close(HttpServer http, Connection database) {
    http.stop(0);
    try {
      database.close();
    } catch (SQLException e) {
      System.err.println("The database could not be closed: " + e.getMessage());
    }
  }
}
