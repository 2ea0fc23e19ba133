package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a server is told by a file in its directory.
 *
 * @param server the server
 * @param database its database
 */
record ServerSettings(GameServer server, Database database) {

  static Path file(Path directory) {
    return directory.resolve("server.properties");
  }

  static ServerSettings read(Path directory) throws IOException {
    Properties values = new Properties();
    try (Reader in = Files.newBufferedReader(file(directory))) {
      values.load(in);
    }
    try {
      return new ServerSettings(
          new GameServer(directory, Integer.parseInt(values.getProperty("port", ""))),
          new Database(Path.of(values.getProperty("database", ""))));
    } catch (NumberFormatException e) {
      throw new FileSystemException(file(directory).toString(), null, "it is damaged");
    }
  }

  void write() throws IOException {
    Properties values = new Properties();
    values.setProperty("port", Integer.toString(server.port()));
    values.setProperty("database", database.file().toString());
    Path file = file(server.directory());
    try (Writer out = Files.newBufferedWriter(AtomicFiles.unfinished(file))) {
      values.store(out, null);
    }
    AtomicFiles.finish(file);
  }
}
