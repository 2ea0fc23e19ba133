package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The tables of the game, their backup, and their way from one version to the next. */
final class DatabaseUpgrade {

  static final SchemaVersion OLD = new SchemaVersion(1);
  static final SchemaVersion NEW = new SchemaVersion(2);

  private DatabaseUpgrade() {}

  /** Creates the tables of the old version, with some players. */
  static void create(Database database, int players) throws SQLException {
    try (Connection connection = database.create();
        Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);
      sql.execute("CREATE TABLE schema_version (version INT NOT NULL)");
      sql.execute(
          "CREATE TABLE player (id INT PRIMARY KEY, name VARCHAR NOT NULL, score INT NOT NULL)");
      sql.execute("INSERT INTO schema_version VALUES (" + OLD.number() + ")");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO player VALUES (?, ?, ?)")) {
        for (int id = 1; id <= players; id++) {
          insert.setInt(1, id);
          insert.setString(2, "player-" + id);
          insert.setInt(3, id * 7919 % 10_000);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  static SchemaVersion schema(Connection connection) throws SQLException {
    return new SchemaVersion(number(connection, "SELECT version FROM schema_version"));
  }

  static int number(Connection connection, String query) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet result = sql.executeQuery(query)) {
      result.next();
      return result.getInt(1);
    }
  }

  private static Path backupOf(Database database) {
    return database.file().resolveSibling("backup.zip");
  }

  /** Writes the whole database into a file, which appears when it is complete. */
  static Path backUp(Database database, HalfWay halfWay) throws IOException, SQLException {
    Path backup = backupOf(database);
    try (Connection connection = database.open();
        PreparedStatement sql = connection.prepareStatement("BACKUP TO ?")) {
      sql.setString(1, AtomicFiles.unfinished(backup).toString());
      sql.execute();
    }
    halfWay.reached();
    AtomicFiles.finish(backup);
    return backup;
  }

  static void deleteBackup(Database database, HalfWay halfWay) throws IOException {
    AtomicFiles.delete(AtomicFiles.unfinished(backupOf(database)));
    halfWay.reached();
    AtomicFiles.delete(backupOf(database));
  }

  /**
   * Gives each player a level. H2 commits each change of a table at once, so a crash can leave any
   * part of this done; every statement is therefore one that can be repeated.
   */
  static SchemaVersion upgrade(Database database, HalfWay halfWay) throws SQLException {
    try (Connection connection = database.open();
        Statement sql = connection.createStatement()) {
      sql.execute("ALTER TABLE player ADD COLUMN IF NOT EXISTS level INT");
      int half = number(connection, "SELECT COUNT(*) / 2 FROM player");
      sql.execute("UPDATE player SET level = 1 + score / 1000 WHERE id <= " + half);
      halfWay.reached();
      sql.execute("UPDATE player SET level = 1 + score / 1000 WHERE level IS NULL");
      sql.execute("ALTER TABLE player ALTER COLUMN level SET NOT NULL");
      sql.execute("UPDATE schema_version SET version = " + NEW.number());
    }
    return NEW;
  }

  /** Puts the backup in the place of the database. */
  static void restore(Database database, Path backup, boolean keepBroken, HalfWay halfWay)
      throws IOException {
    Path file = database.file();
    if (keepBroken && Files.exists(file)) {
      Files.copy(
          file,
          file.resolveSibling("broken-" + file.getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(backup))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && !entry.getName().equals(file.getFileName().toString())) {
        entry = zip.getNextEntry();
      }
      if (entry == null) {
        throw new FileSystemException(backup.toString(), null, "has no database in it");
      }
      Files.copy(zip, AtomicFiles.unfinished(file), StandardCopyOption.REPLACE_EXISTING);
    }
    halfWay.reached();
    AtomicFiles.finish(file);
  }
}
