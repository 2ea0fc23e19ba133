package io.backstitch.persistence;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits a batch to PostgreSQL in one round trip: one statement does all, and commits by itself.
 * Its text is always the same, as rows go there in arrays, so the server plans it once.
 *
 * <p>It fails on purpose if a row is not what it should be. What is wrong then is found out, and
 * said, by the statements of the {@link JdbcWriter}.
 */
final class PostgresWriter implements RunWriter {

  static final String REPLACING_ATOM =
      " on conflict (run_id, atom, attempt) do update set version = excluded.version,"
          + " state = excluded.state, result = excluded.result, failure = excluded.failure,"
          + " revert_failure = excluded.revert_failure, retry = excluded.retry,"
          + " sequence = excluded.sequence, times = excluded.times,"
          + " inherited = excluded.inherited, updated_at = excluded.updated_at";

  static final String REPLACING_METADATA =
      " on conflict (run_id, name) do update set content = excluded.content";

  /** That an attempt may be running is known no more when it has stored its success itself. */
  private static final String UNLESS_DONE =
      " where excluded.state <> 'RUNNING' or backstitch_atom.state <> 'SUCCESS'";

  private static final String DIVISION_BY_ZERO = "22012";

  private static final String COMMIT =
      """
      with fence as (
        select number from backstitch_owner where number = ? and not fenced for key share),
      started as (
        insert into backstitch_run (id, flow, flow_version, inputs, metadata, forked_from, state,
          turned_back, why, definition, owner, created_at, updated_at)
        select u.*, fence.number, current_timestamp, current_timestamp
        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::boolean[], ?::text[], ?::text[]) as u, fence
        on conflict (id) do nothing
        returning 1),
      labelled as (
        insert into backstitch_metadata (run_id, name, content)
        select u.* from unnest(?::text[], ?::text[], ?::text[]) as u, fence
      """
          + REPLACING_METADATA
          + """
        ),
      updated as (
        update backstitch_run r
        set state = u.state, turned_back = u.turned_back, why = u.why,
          definition = coalesce(u.definition, r.definition),
          generation = coalesce(u.generation, r.generation),
          crashes = coalesce(u.crashes, r.crashes),
          progress = coalesce(u.progress, r.progress), updated_at = current_timestamp
        from unnest(?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::integer[],
          ?::integer[], ?::bigint[])
          as u (id, state, turned_back, why, definition, generation, crashes, progress), fence
        where r.id = u.id and r.owner = fence.number
        returning 1),
      touched as (
        select 1 from backstitch_run r, fence
        where r.id = any (?::text[]) and r.owner = fence.number),
      written as (
        insert into backstitch_atom (run_id, atom, attempt, version, state, result, failure,
          revert_failure, retry, sequence, times, inherited, updated_at)
        select u.*, current_timestamp
        from unnest(?::text[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[]) as u, fence
      """
          + REPLACING_ATOM
          + UNLESS_DONE
          + """
        ),
      consumed as (
        delete from backstitch_message m using fence where m.number = any (?::bigint[]))
      select 1 / (case when (select count(*) from started) = ?
          and (select count(*) from updated) = ?
          and (select count(*) from touched) = ?
          and exists (select 1 from fence) then 1 else 0 end),
        case when current_setting('synchronous_commit') = 'off'
          then set_config('synchronous_commit', 'on', true) end
      """;

  private static final List<String> ATOM_TYPES =
      List.of(
          "text", "text", "integer", "text", "text", "text", "text", "text", "text", "bigint",
          "text", "boolean");

  private final Connection connection;
  private final RecordJson json;
  private final long owner;
  private final PreparedStatement commit;

  PostgresWriter(Connection connection, RecordJson json, long owner) throws SQLException {
    this.connection = connection;
    this.json = json;
    this.owner = owner;
    this.commit = connection.prepareStatement(COMMIT);
  }

  @Override
  public void commit(List<WriteSet> batch) throws SQLException {
    if (batch.isEmpty()) {
      return;
    }
    try (Parameters parameters = new Parameters()) {
      fill(parameters, new Rows(batch));
      commit.execute();
    } catch (SQLException e) {
      if (!DIVISION_BY_ZERO.equals(e.getSQLState())) {
        throw e;
      }
      commitStepwise(batch);
    }
  }

  /** Commits what is only the repetition of a batch, and else says what is wrong with it. */
  private void commitStepwise(List<WriteSet> batch) throws SQLException {
    JdbcWriter stepwise = new JdbcWriter(Dialect.POSTGRESQL, connection, json, owner);
    // Whoever is shut out may have lost the runs, too, but that is not the reason.
    stepwise.checkFence();
    stepwise.commit(batch);
    connection.setAutoCommit(true);
  }

  private void fill(Parameters parameters, Rows rows) throws SQLException {
    parameters.number(owner);
    fillStarted(parameters, rows);
    Map<String, RunUpdate> changed = rows.changed();
    parameters.array("text", changed.keySet());
    fillFields(parameters, changed.values());
    fillCounts(parameters, rows, changed.keySet());
    Set<String> touched = rows.touched();
    parameters.array("text", touched);
    fillAtoms(parameters, rows);
    parameters.array("bigint", rows.consumed);
    parameters.number(rows.started.size());
    parameters.number(changed.size());
    parameters.number(touched.size());
  }

  private void fillStarted(Parameters parameters, Rows rows) throws SQLException {
    List<NewRun> runs = List.copyOf(rows.started.values());
    List<RunUpdate> fields = rows.started.keySet().stream().map(rows::fieldsOf).toList();
    parameters.array("text", rows.started.keySet());
    parameters.array("text", runs.stream().map(NewRun::flow).toList());
    parameters.array("text", runs.stream().map(NewRun::flowVersion).toList());
    parameters.array("text", runs.stream().map(NewRun::inputs).toList());
    parameters.array("text", runs.stream().map(run -> json.write(run.metadata())).toArray());
    parameters.array("text", runs.stream().map(NewRun::forkedFrom).toArray());
    fillFields(parameters, fields);
    fillMetadata(parameters, rows);
  }

  private static void fillMetadata(Parameters parameters, Rows rows) throws SQLException {
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> contents = new ArrayList<>();
    rows.started.forEach(
        (id, run) ->
            run.metadata()
                .forEach(
                    (name, content) -> {
                      ids.add(id);
                      names.add(name);
                      contents.add(content);
                    }));
    parameters.array("text", ids);
    parameters.array("text", names);
    parameters.array("text", contents);
  }

  private static void fillFields(Parameters parameters, Collection<RunUpdate> fields)
      throws SQLException {
    parameters.array("text", fields.stream().map(each -> each.state().name()).toList());
    parameters.array("boolean", fields.stream().map(RunUpdate::turnedBack).toList());
    parameters.array("text", fields.stream().map(RunUpdate::why).toArray());
    parameters.array("text", fields.stream().map(RunUpdate::definition).toArray());
  }

  private static void fillCounts(Parameters parameters, Rows rows, Set<String> ids)
      throws SQLException {
    @Nullable Object[][] columns = new @Nullable Object[3][ids.size()];
    int row = 0;
    for (String id : ids) {
      RunCounts counts = rows.counted.get(id);
      if (counts != null) {
        columns[0][row] = counts.generation();
        columns[1][row] = counts.crashes();
        columns[2][row] = counts.progress();
      }
      row++;
    }
    parameters.array("integer", columns[0]);
    parameters.array("integer", columns[1]);
    parameters.array("bigint", columns[2]);
  }

  private void fillAtoms(Parameters parameters, Rows rows) throws SQLException {
    int size = rows.atoms.size();
    Object[][] columns = new Object[12][size];
    int row = 0;
    for (Map.Entry<Rows.AtomKey, AtomRecord> each : rows.atoms.entrySet()) {
      AtomRecord atom = each.getValue();
      columns[0][row] = each.getKey().runId();
      columns[1][row] = atom.atom();
      columns[2][row] = atom.attempt();
      columns[3][row] = atom.version();
      columns[4][row] = atom.state().name();
      columns[5][row] = atom.result();
      columns[6][row] = json.write(atom.failure());
      columns[7][row] = json.write(atom.revertFailure());
      columns[8][row] = json.write(atom.retry());
      columns[9][row] = atom.sequence();
      columns[10][row] = json.write(atom.times());
      columns[11][row] = atom.isInherited();
      row++;
    }
    for (int column = 0; column < columns.length; column++) {
      parameters.array(ATOM_TYPES.get(column), columns[column]);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** The parameters of the statement, one after the other; closed, it lets go of the arrays. */
  private final class Parameters implements AutoCloseable {

    private final List<Array> arrays = new ArrayList<>();
    private int index;

    void number(long value) throws SQLException {
      commit.setLong(++index, value);
    }

    void array(String type, Collection<?> values) throws SQLException {
      array(type, values.toArray());
    }

    void array(String type, @Nullable Object[] values) throws SQLException {
      Array array = connection.createArrayOf(type, values);
      arrays.add(array);
      commit.setArray(++index, array);
    }

    @Override
    public void close() throws SQLException {
      for (Array array : arrays) {
        array.free();
      }
    }
  }
}
