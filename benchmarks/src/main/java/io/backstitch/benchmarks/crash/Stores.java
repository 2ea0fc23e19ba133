package io.backstitch.benchmarks.crash;

import io.backstitch.persistence.DirectoryPersistence;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.Persistence;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** Where runs are stored, as a text that one process can tell another. */
final class Stores {

  private Stores() {}

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
