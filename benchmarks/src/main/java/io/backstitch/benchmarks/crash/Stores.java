package io.backstitch.benchmarks.crash;

import io.backstitch.persistence.DirectoryPersistence;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.Persistence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Where runs are stored, as a text that one process can tell another. */
final class Stores {

  private Stores() {}

  /** Whether it is a database, in which tasks can have a transaction. */
  static boolean isDatabase(String store) {
    return !store.startsWith("directory:");
  }

  /** Connects to a database that nobody has open. */
  static Connection connect(String store) throws SQLException {
    return store.startsWith("h2:")
        ? DriverManager.getConnection("jdbc:" + store, "sa", "")
        : DriverManager.getConnection(store);
  }

  /**
   * Reads the text.
   *
   * @param store {@code h2:PATH}, {@code directory:PATH}, or the address of a PostgreSQL database
   */
  static Persistence of(String store) {
    if (store.startsWith("h2:")) {
      return JdbcPersistence.h2(Path.of(store.substring("h2:".length())));
    }
    if (store.startsWith("directory:")) {
      return DirectoryPersistence.at(Path.of(store.substring("directory:".length())));
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(store);
    return JdbcPersistence.of(source);
  }
}
