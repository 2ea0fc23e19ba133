package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The versions of the application that are installed for a server. The link {@code current} says
 * which one runs.
 */
final class AppDirectory {

  private static final String SETTINGS = "game.properties";

  private final Path released;
  private final Path installed;
  private final Path current;

  private AppDirectory(Path serverDirectory) {
    released = serverDirectory.resolve("released");
    installed = serverDirectory.resolve("installed");
    current = serverDirectory.resolve("current");
  }

  static AppDirectory of(GameServer server) {
    return new AppDirectory(server.directory());
  }

  /** Makes a version available for installation. */
  void release(AppVersion version, SchemaVersion schema) throws IOException {
    Path release = Files.createDirectories(released.resolve(version.number()));
    Files.writeString(
        release.resolve(SETTINGS),
        "version = " + version.number() + "\nschema = " + schema.number() + "\n");
  }

  /** Installs a released version and then, in one step, makes it the current one. */
  AppVersion upgrade(AppVersion version, HalfWay halfWay) throws IOException {
    install(version);
    halfWay.reached();
    switchTo(version);
    return version;
  }

  /** Makes the old version the current one again and removes the new one. */
  void putBack(AppVersion old, AppVersion target, HalfWay halfWay) throws IOException {
    switchTo(old);
    halfWay.reached();
    if (!old.equals(target)) {
      AtomicFiles.delete(AtomicFiles.unfinished(installed.resolve(target.number())));
      AtomicFiles.delete(installed.resolve(target.number()));
    }
  }

  private void install(AppVersion version) throws IOException {
    Path home = installed.resolve(version.number());
    if (Files.exists(home)) {
      return;
    }
    Path release = released.resolve(version.number());
    if (!Files.isDirectory(release)) {
      throw new FileSystemException(release.toString(), null, "no such version was released");
    }
    Path unfinished = Files.createDirectories(AtomicFiles.unfinished(home));
    Files.write(unfinished.resolve(SETTINGS), Files.readAllBytes(release.resolve(SETTINGS)));
    AtomicFiles.finish(home);
  }

  private void switchTo(AppVersion version) throws IOException {
    Path link = AtomicFiles.unfinished(current);
    Files.deleteIfExists(link);
    // Relative, so that the whole directory can be moved.
    Files.createSymbolicLink(link, installed.getFileName().resolve(version.number()));
    AtomicFiles.finish(current);
  }

  AppVersion currentVersion() throws IOException {
    return new AppVersion(setting("version"));
  }

  /** The schema that the current version works with. */
  SchemaVersion currentSchema() throws IOException {
    return new SchemaVersion(Integer.parseInt(setting("schema")));
  }

  private String setting(String name) throws IOException {
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(current.resolve(SETTINGS))) {
      settings.load(in);
    }
    return settings.getProperty(name, "");
  }
}
