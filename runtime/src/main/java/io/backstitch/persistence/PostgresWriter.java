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
          + " sequence = excluded.sequence, updated_at = excluded.updated_at";

  private static final String DIVISION_BY_ZERO = "22012";

  private static final String COMMIT =
      """
      with fence as (
        select number from backstitch_owner where number = ? and not fenced for key share),
      started as (
        insert into backstitch_run (id, flow, flow_version, state, turned_back, inputs, owner,
          created_at, updated_at)
        select u.id, u.flow, u.flow_version, u.state, u.turned_back, u.inputs, fence.number,
          current_timestamp, current_timestamp
        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[])
          as u (id, flow, flow_version, state, turned_back, inputs), fence
        on conflict (id) do nothing
        returning 1),
      updated as (
        update backstitch_run r
        set state = u.state, turned_back = u.turned_back, updated_at = current_timestamp
        from unnest(?::text[], ?::text[], ?::boolean[]) as u (id, state, turned_back), fence
        where r.id = u.id and r.owner = fence.number
        returning 1),
      touched as (
        select 1 from backstitch_run r, fence
        where r.id = any (?::text[]) and r.owner = fence.number),
      written as (
        insert into backstitch_atom (run_id, atom, attempt, version, state, result, failure,
          revert_failure, retry, sequence, updated_at)
        select u.*, current_timestamp
        from unnest(?::text[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::bigint[]) as u, fence
      """
          + REPLACING_ATOM
          + """
          )
      select 1 / (case when (select count(*) from started) = ?
          and (select count(*) from updated) = ?
          and (select count(*) from touched) = ?
          and exists (select 1 from fence) then 1 else 0 end),
        case when current_setting('synchronous_commit') = 'off'
          then set_config('synchronous_commit', 'on', true) end
      """;

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
    Set<String> touched = rows.touched();
    parameters.array("text", touched);
    fillAtoms(parameters, rows);
    parameters.number(rows.started.size());
    parameters.number(changed.size());
    parameters.number(touched.size());
  }

  private static void fillStarted(Parameters parameters, Rows rows) throws SQLException {
    List<NewRun> runs = List.copyOf(rows.started.values());
    List<RunUpdate> fields = rows.started.keySet().stream().map(rows::fieldsOf).toList();
    parameters.array("text", rows.started.keySet());
    parameters.array("text", runs.stream().map(NewRun::flow).toList());
    parameters.array("text", runs.stream().map(NewRun::flowVersion).toList());
    fillFields(parameters, fields);
    parameters.array("text", runs.stream().map(NewRun::inputs).toList());
  }

  private static void fillFields(Parameters parameters, Collection<RunUpdate> fields)
      throws SQLException {
    parameters.array("text", fields.stream().map(each -> each.state().name()).toList());
    parameters.array("boolean", fields.stream().map(RunUpdate::turnedBack).toList());
  }

  private void fillAtoms(Parameters parameters, Rows rows) throws SQLException {
    int size = rows.atoms.size();
    Object[][] columns = new Object[10][size];
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
      row++;
    }
    for (int column = 0; column < columns.length; column++) {
      parameters.array(column == 2 ? "integer" : column == 9 ? "bigint" : "text", columns[column]);
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

    void array(String type, Object[] values) throws SQLException {
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
