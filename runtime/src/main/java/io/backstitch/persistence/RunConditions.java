package io.backstitch.persistence;

import io.backstitch.FlowState;
import io.backstitch.RunCursor;
import io.backstitch.RunQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of runs, as the where clause of a query and its parameters. */
final class RunConditions {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  /** What a query asks for, wherever its page begins. */
  static RunConditions of(RunQuery query) {
    RunConditions all = new RunConditions();
    if (query.flow() != null) {
      all.add("flow = ?", query.flow());
    }
    if (!query.states().isEmpty()) {
      all.states(query.states());
    }
    if (!query.idPrefix().isEmpty()) {
      all.add("id like ? escape '!'", query.idPrefix().replaceAll("[!%_]", "!$0") + "%");
    }
    for (Map.Entry<String, String> each : query.metadata().entrySet()) {
      all.add(
          "exists (select 1 from backstitch_metadata where run_id = id and name = ?"
              + " and content = ?)",
          each.getKey(),
          each.getValue());
    }
    return all.times("created_at", query.created()).times("updated_at", query.updated());
  }

  RunConditions id(String runId) {
    return add("id = ?", runId);
  }

  RunConditions states(Collection<FlowState> states) {
    String each = String.join(", ", Collections.nCopies(states.size(), "?"));
    return add("state in (" + each + ")", states.stream().map(FlowState::name).toArray());
  }

  RunConditions times(String column, RunQuery.Times span) {
    if (span.from() != null) {
      add(column + " >= ?", stored(span.from()));
    }
    if (span.until() != null) {
      add(column + " < ?", stored(span.until()));
    }
    return this;
  }

  /** Where the page begins; the first condition is for an index, which needs a plain one. */
  RunConditions behindCursor(RunQuery query) {
    @Nullable RunCursor after = query.after();
    if (after == null) {
      return this;
    }
    String sign = query.isNewestFirst() ? "<" : ">";
    Instant created = stored(after.createdAt());
    return add(
        "created_at %1$s= ? and (created_at %1$s ? or id %1$s ?)".formatted(sign),
        created,
        created,
        after.runId());
  }

  /** Times are stored by the microsecond: what is not before the next one is not before this. */
  private static Instant stored(Instant time) {
    Instant micros = time.truncatedTo(ChronoUnit.MICROS);
    return micros.equals(time) ? micros : micros.plus(1, ChronoUnit.MICROS);
  }

  private RunConditions add(String condition, Object... values) {
    conditions.add(condition);
    parameters.addAll(List.of(values));
    return this;
  }

  /** The where clause; empty if everything is asked for. */
  String sql() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  /**
   * Sets the parameters.
   *
   * @return the index of the parameter after them
   */
  int bind(PreparedStatement statement, Dialect dialect) throws SQLException {
    int index = 1;
    for (Object parameter : parameters) {
      if (parameter instanceof Instant time) {
        dialect.setInstant(statement, index, time);
      } else {
        statement.setString(index, (String) parameter);
      }
      index++;
    }
    return index;
  }
}
