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
   * What each version adds to the one before; never changed once released. Where statements that
   * change tables commit by themselves, they are run again after a crash in between: each must bear
   * it.
   */
  private static List<List<String>> versions(Dialect dialect) {
    String id = dialect.idType();
    String name = dialect.nameType();
    String label = dialect.labelType();
    return List.of(
        List.of(
            """
            create table if not exists backstitch_owner (
              number bigint generated always as identity primary key,
              place varchar(200) not null,
              opened_at timestamp(6) with time zone not null,
              fenced boolean not null)
            """,
            """
            create table if not exists backstitch_lease (
              number bigint not null primary key,
              until timestamp(6) with time zone not null)
            """,
            """
            create table if not exists backstitch_run (
              id %s not null primary key,
              flow %s not null,
              flow_version %s not null,
              state varchar(32) not null,
              turned_back boolean not null,
              inputs text not null,
              owner bigint not null,
              created_at timestamp(6) with time zone not null,
              updated_at timestamp(6) with time zone not null)
            """
                .formatted(id, name, name),
            "create index if not exists backstitch_run_state on backstitch_run (state, id)",
            """
            create table if not exists backstitch_atom (
              run_id %s not null,
              atom %s not null,
              attempt integer not null,
              version %s not null,
              state varchar(32) not null,
              result text,
              failure text,
              revert_failure text,
              retry text,
              sequence bigint not null,
              updated_at timestamp(6) with time zone not null,
              primary key (run_id, atom, attempt))
            """
                .formatted(id, name, name)),
        List.of(
            addToRun("generation integer default 1 not null"),
            addToRun("crashes integer default 0 not null"),
            addToRun("progress bigint default 0 not null"),
            addToRun("why text"),
            addToRun("definition text"),
            addToRun("metadata text"),
            addToRun("forked_from " + id),
            "alter table backstitch_atom add column if not exists times text",
            "alter table backstitch_atom add column if not exists"
                + " inherited boolean default false not null",
            """
            create table if not exists backstitch_metadata (
              run_id %s not null,
              name %s not null,
              content %s not null,
              primary key (run_id, name))
            """
                .formatted(id, label, label),
            "create index if not exists backstitch_metadata_content"
                + " on backstitch_metadata (name, content, run_id)",
            "create index if not exists backstitch_run_updated"
                + " on backstitch_run (state, updated_at)",
            "create index if not exists backstitch_run_created"
                + " on backstitch_run (created_at, id)",
            """
            create table if not exists backstitch_message (
              number bigint generated always as identity primary key,
              run_id %s not null,
              kind varchar(32) not null,
              payload text,
              sent_at timestamp(6) with time zone not null)
            """
                .formatted(id),
            "create index if not exists backstitch_message_run on backstitch_message (run_id)"));
  }

  private static String addToRun(String column) {
    return "alter table backstitch_run add column if not exists " + column;
  }

  private Schema() {}

  /**
   * Brings the tables up to date.
   *
   * @throws PersistenceException if they were made by a newer version
   */
  static void migrate(Connection connection, Database database) throws SQLException {
    List<List<String>> versions = versions(database.dialect());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      if (!database.dialect().lockSchema().isEmpty()) {
        statement.execute(database.dialect().lockSchema());
      }
      statement.execute(
          "create table if not exists backstitch_schema (version integer not null primary key)");
      int version = version(statement);
      if (version > versions.size()) {
        throw new PersistenceException(
            "The tables in "
                + database
                + " are of version "
                + version
                + ", this Backstitch knows only versions up to "
                + versions.size()
                + ": use a newer one.");
      }
      for (; version < versions.size(); version++) {
        for (String change : versions.get(version)) {
          statement.execute(change);
        }
        insert(connection, version + 1);
      }
      connection.commit();
    }
    connection.setAutoCommit(true);
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
