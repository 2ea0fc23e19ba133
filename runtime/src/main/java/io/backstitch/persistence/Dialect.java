package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What differs between the databases that can hold runs. */
enum Dialect {
  H2("varchar(512)", "varchar(10000)", "varchar(200)") {
    @Override
    String mergeAtom() {
      return "merge into backstitch_atom (run_id, atom, attempt, version, state, result, failure,"
          + " revert_failure, retry, sequence, times, inherited, updated_at)"
          + " key (run_id, atom, attempt)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp)";
    }

    @Override
    String mergeMetadata() {
      return "merge into backstitch_metadata (run_id, name, content) key (run_id, name)"
          + " values (?, ?, ?)";
    }

    @Override
    String shareOwner() {
      return " for update";
    }
  },

  /** Texts are compared by their bytes, so that no locale of a server says what an id is. */
  POSTGRESQL("varchar(512) collate \"C\"", "text collate \"C\"", "varchar(200) collate \"C\"") {
    @Override
    String insertRun() {
      // A statement that fails would be the end of the transaction.
      return super.insertRun() + " on conflict (id) do nothing";
    }

    @Override
    String mergeAtom() {
      return super.insertAtom("") + PostgresWriter.REPLACING_ATOM;
    }

    @Override
    String insertAtom(String replaceable) {
      // A statement that fails would be the end of the transaction.
      return super.insertAtom(replaceable)
          + PostgresWriter.REPLACING_ATOM
          + " where backstitch_atom."
          + replaceable;
    }

    @Override
    String lastingCommit() {
      return ", case when current_setting('synchronous_commit') = 'off'"
          + " then set_config('synchronous_commit', 'on', true) end";
    }

    @Override
    String mergeMetadata() {
      return "insert into backstitch_metadata (run_id, name, content) values (?, ?, ?)"
          + PostgresWriter.REPLACING_METADATA;
    }

    @Override
    String shareOwner() {
      return " for key share";
    }

    @Override
    String lockSchema() {
      return "select pg_advisory_xact_lock(" + "backstitch".hashCode() + ")";
    }

    @Override
    RunWriter writer(Connection connection, RecordJson json, long owner) throws SQLException {
      return new PostgresWriter(connection, json, owner);
    }
  };

  private final String id;
  private final String name;
  private final String label;

  Dialect(String id, String name, String label) {
    this.id = id;
    this.name = name;
    this.label = label;
  }

  /** The type of what runs are found by. */
  String idType() {
    return id;
  }

  /** The type of the names of flows and atoms. */
  String nameType() {
    return name;
  }

  /** The type of the names and values of metadata. */
  String labelType() {
    return label;
  }

  /** Inserts a run, and no row or fails if its id is taken. */
  String insertRun() {
    return "insert into backstitch_run (id, flow, flow_version, state, turned_back, why, definition,"
        + " inputs, metadata, forked_from, owner, created_at, updated_at)"
        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp, current_timestamp)";
  }

  /** Inserts a name and a value of a run's metadata, or replaces it. */
  abstract String mergeMetadata();

  /**
   * Inserts the row of an attempt of an atom.
   *
   * @param replaceable a condition; a row that is there is replaced if this holds for it, or the
   *     statement fails and the transaction goes on. If it does not hold, the statement fails, or
   *     changes nothing
   */
  String insertAtom(String replaceable) {
    return "insert into backstitch_atom (run_id, atom, attempt, version, state, result, failure,"
        + " revert_failure, retry, sequence, times, inherited, updated_at)"
        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp)";
  }

  /**
   * Goes into a query, after a column, to let the commit of its transaction wait until it lasts;
   * empty if it does anyway.
   */
  String lastingCommit() {
    return "";
  }

  /** Inserts the row of an attempt of an atom, or replaces it. */
  abstract String mergeAtom();

  /** Ends a query for an owner that has to stay what it is until the transaction ends. */
  abstract String shareOwner();

  /** Keeps others from changing the tables until the transaction ends; empty if nobody else can. */
  String lockSchema() {
    return "";
  }

  /** Reads a time. */
  Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Sets a parameter that is compared with a time. */
  void setInstant(PreparedStatement statement, int index, Instant time) throws SQLException {
    statement.setObject(index, time.atOffset(ZoneOffset.UTC));
  }

  /** What commits batches over a connection. */
  RunWriter writer(Connection connection, RecordJson json, long owner) throws SQLException {
    return new JdbcWriter(this, connection, json, owner);
  }
}
