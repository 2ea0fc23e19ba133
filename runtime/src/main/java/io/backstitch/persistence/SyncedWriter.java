package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Waits after each commit until it is on the disk. H2 only hands it to the operating system, which
 * outlives the process, but not the machine.
 */
final class SyncedWriter implements RunWriter {

  static final String SYNC = "checkpoint sync";

  private final RunWriter writer;
  private final PreparedStatement sync;

  SyncedWriter(RunWriter writer, Connection connection) throws SQLException {
    this.writer = writer;
    this.sync = connection.prepareStatement(SYNC);
  }

  @Override
  public void commit(List<WriteSet> batch) throws SQLException {
    writer.commit(batch);
    sync.execute();
  }

  @Override
  public void close() throws SQLException {
    writer.close();
  }
}
