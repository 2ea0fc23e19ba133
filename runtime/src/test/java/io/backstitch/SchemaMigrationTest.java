package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.Persistence;
import io.backstitch.persistence.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What an older version has stored carries on with this one. */
@Timeout(120)
class SchemaMigrationTest {

  private static final Symbol<Integer> X = Symbol.of("x", int.class);
  private static final Symbol<Integer> Y = Symbol.of("y", int.class);
  private static final Symbol<Integer> Z = Symbol.of("z", int.class);

  /** The tables of version 1, as it made them. */
  private static List<String> versionOne(String id, String name) {
    return List.of(
        "create table if not exists backstitch_schema (version integer not null primary key)",
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
            .formatted(id, name, name),
        "insert into backstitch_schema (version) values (1)");
  }

  /** A run that is done, and one of which the first of two steps is. */
  private static final List<String> RUNS =
      List.of(
          "insert into backstitch_owner (place, opened_at, fenced)"
              + " values ('gone', current_timestamp, true)",
          run("done", "SUCCESS"),
          run("under way", "RUNNING"),
          atom("done", "double", "10", 1),
          atom("done", "increase", "11", 2),
          atom("under way", "double", "10", 1));

  private static String run(String id, String state) {
    return "insert into backstitch_run values ('%s', 'f', '1.0', '%s', false, '{\"x\":5}', 1,"
            .formatted(id, state)
        + " timestamp with time zone '2026-01-02 03:04:05.678901+00:00',"
        + " timestamp with time zone '2026-01-02 03:04:06+00:00')";
  }

  private static String atom(String run, String atom, String result, int sequence) {
    return "insert into backstitch_atom values ('%s', '%s', 1, '1.0', 'SUCCESS', '%s', null, null,"
            .formatted(run, atom, result)
        + " null, %d, timestamp with time zone '2026-01-02 03:04:06+00:00')".formatted(sequence);
  }

  private final AtomicInteger doubled = new AtomicInteger();
  private final DynamicFlow flow =
      DynamicFlow.of(
          LinearFlow.named("f")
              .add(
                  Atom.named("double")
                      .requires(X)
                      .provides(Y)
                      .executes(in -> 2 * in.get(0, X) + doubled.incrementAndGet())
                      .build())
              .add(
                  Atom.named("increase")
                      .requires(Y)
                      .provides(Z)
                      .executes(in -> in.get(0, Y) + 1)
                      .build()));

  private static void make(Connection connection, String id, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : versionOne(id, name)) {
        statement.execute(sql);
      }
      for (String sql : RUNS) {
        statement.execute(sql);
      }
    }
  }

  private void checkCarriesOn(Persistence persistence) {
    for (int opened = 0; opened < 2; opened++) {
      try (Backstitch backstitch = Backstitch.open(persistence).register(flow)) {
        assertThat(backstitch.recover().leftAlone()).isEmpty();
        for (String id : List.of("done", "under way")) {
          FlowRun<Results> run = backstitch.start(flow.with(Map.of("x", 5)), id);
          assertThat(run.join().get(Z)).isEqualTo(11);
        }
        RunSummary summary = backstitch.runs().get("done").summary();
        assertThat(summary.createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678901Z"));
        assertThat(summary.updatedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:06Z"));
        assertThat(summary.generation()).isEqualTo(1);
        assertThat(summary.metadata()).isEmpty();
        assertThat(backstitch.runs().list(RunQuery.all().inState(FlowState.SUCCESS)).runs())
            .hasSize(2);
        assertThat(backstitch.runs().timeline("under way").events())
            .extracting(RunTimeline.Event::toString)
            .containsExactly(
                "created", "increase starts", "increase ends: SUCCESS", "last changed: SUCCESS");
      }
    }
    assertThat(doubled).hasValue(0);
    try (Backstitch backstitch = Backstitch.open(persistence).register(flow)) {
      StartOptions options = StartOptions.withId("new").metadata("c", "42");
      assertThat(backstitch.start(flow.with(Map.of("x", 5)), options).join().get(Z)).isEqualTo(12);
      assertThat(backstitch.runs().list(RunQuery.all().withMetadata("c", "42")).runs()).hasSize(1);
      assertThat(backstitch.runs().deleteOlderThan(Duration.ZERO)).isEqualTo(3);
    }
  }

  @Test
  void anH2FileOfVersionOneCarriesOn(@TempDir Path directory) throws SQLException {
    Path file = directory.resolve("runs");
    try (Connection connection = DriverManager.getConnection("jdbc:h2:" + file, "sa", "")) {
      make(connection, "varchar(512)", "varchar(10000)");
    }
    checkCarriesOn(JdbcPersistence.h2(file));
  }

  @Test
  void aPostgresSchemaOfVersionOneCarriesOn() throws SQLException {
    PGSimpleDataSource source = Postgres.newSchema();
    try (Connection connection = source.getConnection()) {
      make(connection, "varchar(512) collate \"C\"", "text collate \"C\"");
    }
    checkCarriesOn(JdbcPersistence.of(source));
  }
}
