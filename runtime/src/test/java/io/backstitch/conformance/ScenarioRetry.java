package io.backstitch.conformance;

import io.backstitch.TaskContext;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A retry controller whose calls are logged, and which may do something else than its kind when it
 * is executed.
 *
 * @param takes what it requires
 * @param controller what decides
 */
record ScenarioRetry(
    Outside outside,
    String name,
    JsonNode spec,
    List<Requirement> takes,
    RetryController controller)
    implements RetryController {

  static final Symbol<Collection<Object>> VALUES =
      Symbol.of("values", ValueType.of(Collection.class, ValueType.of(Object.class)));

  @Override
  public Object execute(RetryHistory history, Arguments in) throws Throwable {
    outside.lifetime().check();
    Call call = new Call("execute", takes, in).history(history);
    int number = outside.world().count(name, "execute");
    outside.world().log(name, call.entry);
    return spec.has("execute")
        ? new Behaviour(call.args, number, Json.NULL).run(spec.get("execute"))
        : Json.of(controller.execute(history, new Lists(in)));
  }

  @Override
  public RetryDecision onFailure(RetryHistory history, Arguments in) throws Throwable {
    outside.lifetime().check();
    Call call = new Call("on_failure", takes, in).history(history);
    outside.world().log(name, call.entry);
    RetryDecision decision = controller.onFailure(history, new Lists(in));
    call.entry.put("decision", decision == null ? "BOGUS" : decision.name());
    return decision;
  }

  @Override
  public void revert(RetryHistory history, RevertArguments in) throws Throwable {
    outside.lifetime().check();
    Call call =
        new Call("revert", takes, in)
            .history(history)
            .failures(in.failures(), outside.stale().names());
    int number = outside.world().count(name, "revert");
    outside.world().log(name, call.entry);
    Object unused = new Behaviour(call.args, number, Json.NULL).run(spec.path("revert"));
  }

  /** Hands a JSON list to a ready-made controller as the collection that it wants. */
  private record Lists(Arguments in) implements Arguments {

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getOrNull(int index, Symbol<T> symbol) {
      if (!symbol.equals(VALUES)) {
        return in.getOrNull(index, symbol);
      }
      JsonNode list = in.getOrNull(index, Json.symbol(symbol.name()));
      return list == null ? null : (T) new ArrayList<>(list.values());
    }

    @Override
    public TaskContext context() {
      return in.context();
    }
  }
}
