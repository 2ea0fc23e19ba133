package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, made and migrated step by step. */
final class Schema {

  /**
   * What each version adds to the one before; never changed once released. Statements that change
   * tables commit by themselves, so after a crash in between they are run again: each must bear it.
   */
  private static final List<List<String>> VERSIONS =
      List.of(
          List.of(
              """
              create table if not exists backstitch_owner (
                number bigint generated always as identity primary key,
                opened_at timestamp(6) with time zone not null,
                fenced boolean not null)
              """,
              """
              create table if not exists backstitch_run (
                id varchar(512) not null primary key,
                flow varchar(10000) not null,
                flow_version varchar(10000) not null,
                state varchar(32) not null,
                turned_back boolean not null,
                inputs text not null,
                owner bigint not null,
                created_at timestamp(6) with time zone not null,
                updated_at timestamp(6) with time zone not null)
              """,
              "create index if not exists backstitch_run_state on backstitch_run (state, id)",
              """
              create table if not exists backstitch_atom (
                run_id varchar(512) not null,
                atom varchar(10000) not null,
                attempt integer not null,
                version varchar(10000) not null,
                state varchar(32) not null,
                result text,
                failure text,
                revert_failure text,
                retry text,
                sequence bigint not null,
                updated_at timestamp(6) with time zone not null,
                primary key (run_id, atom, attempt))
              """));

  private Schema() {}

  /**
   * Brings the tables up to date.
   *
   * @throws PersistenceException if they were made by a newer version
   */
  static void migrate(Connection connection, H2File file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists backstitch_schema (version integer not null primary key)");
      int version = version(statement);
      if (version > VERSIONS.size()) {
        throw new PersistenceException(
            "The tables in "
                + file
                + " are of version "
                + version
                + ", this Backstitch knows only versions up to "
                + VERSIONS.size()
                + ": use a newer one.");
      }
      for (; version < VERSIONS.size(); version++) {
        for (String change : VERSIONS.get(version)) {
          statement.execute(change);
        }
        insert(connection, version + 1);
      }
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select max(version) from backstitch_schema")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static void insert(Connection connection, int version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into backstitch_schema (version) values (?)")) {
      insert.setInt(1, version);
      insert.executeUpdate();
    }
  }
}
