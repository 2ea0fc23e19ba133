package io.backstitch.conformance;

import io.backstitch.Failure;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.Parts;
import io.backstitch.flow.Provision;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.RevertArguments;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Makes atoms of the tasks in scenarios. Every call is logged. */
final class TaskMaker {

  private final Outside outside;

  TaskMaker(Outside outside) {
    this.outside = outside;
  }

  Atom make(JsonNode spec) {
    String name = spec.get("name").stringValue();
    List<Requirement> executeTakes =
        requirements(spec.path("requires"), spec.path("rebind"), spec.path("optional"));
    List<Requirement> revertTakes =
        requirements(
            unlessEmpty(spec, "revert_requires", "requires"),
            unlessEmpty(spec, "revert_rebind", "rebind"),
            spec.path("revert_optional"));
    AtomBuilder builder = Atom.named(name).priority(spec.path("priority").asInt(0));
    executeTakes.forEach(builder::requires);
    revertTakes.forEach(builder::revertRequires);
    provide(builder, spec.path("provides"));
    builder.executes(in -> execute(name, spec, executeTakes, in));
    builder.reverts(in -> revert(name, spec, revertTakes, in));
    Atom atom = builder.build();
    for (String symbol : spec.path("inject").propertyNames()) {
      atom = atom.inject(Json.symbol(symbol), spec.get("inject").get(symbol));
    }
    return atom;
  }

  private static JsonNode unlessEmpty(JsonNode spec, String key, String otherwise) {
    return spec.path(key).isEmpty() ? spec.path(otherwise) : spec.path(key);
  }

  static List<Requirement> requirements(JsonNode requires, JsonNode rebind, JsonNode optional) {
    Set<String> required = new LinkedHashSet<>(Json.strings(requires));
    required.addAll(rebind.propertyNames());
    List<Requirement> all = new ArrayList<>();
    for (String each : required) {
      all.add(new Requirement(Json.symbol(each), rebind.path(each).asString(each), false));
    }
    for (String each : Json.strings(optional)) {
      if (!required.contains(each)) {
        all.add(new Requirement(Json.symbol(each), each, true));
      }
    }
    return all;
  }

  private static void provide(AtomBuilder builder, JsonNode provides) {
    if (provides.isString()) {
      builder.provides(Json.symbol(provides.stringValue()));
      return;
    }
    List<Provision> provisions = provisions(provides);
    if (provisions.isEmpty()) {
      builder.returns(Json.TYPE);
    } else {
      builder.providesParts(Json.TYPE, parts(provides), provisions);
    }
  }

  /**
   * The symbols that are parts of a result. TaskFlow lets any of them be missing, which has to be
   * announced here (D5).
   */
  static List<Provision> provisions(JsonNode provides) {
    return names(provides).stream().map(name -> new Provision(Json.symbol(name), true)).toList();
  }

  private static List<String> names(JsonNode provides) {
    return Json.strings(provides.isObject() ? provides.get("keys") : provides);
  }

  static Parts parts(JsonNode provides) {
    List<String> names = names(provides);
    return provides.isObject()
        ? (result, index) -> ((JsonNode) result).get(names.get(index))
        : (result, index) -> ((JsonNode) result).get(index);
  }

  private JsonNode execute(String name, JsonNode spec, List<Requirement> takes, Arguments in)
      throws Exception {
    outside.lifetime().check();
    Call call = new Call("execute", takes, in);
    int number = outside.world().count(name, "execute");
    outside.world().log(name, call.entry);
    return new Behaviour(call.args, number, Json.NULL).run(spec.path("execute"));
  }

  private void revert(String name, JsonNode spec, List<Requirement> takes, RevertArguments in)
      throws Exception {
    outside.lifetime().check();
    Call call = new Call("revert", takes, in).failures(in.failures(), outside.stale().names());
    Optional<Failure> failure = in.failures().of(name);
    JsonNode result = Objects.requireNonNullElse(in.result(Json.TYPE), Json.NULL);
    if (failure.isPresent()) {
      call.entry.set("failure", Errors.describe(failure.get()));
      result = Errors.asValue(failure.get());
    } else {
      call.entry.set("result", result);
    }
    int number = outside.world().count(name, "revert");
    outside.world().log(name, call.entry);
    outside.reverted().remove(name);
    outside.reverted().put(name, new Behaviour(call.args, number, result).run(spec.path("revert")));
  }
}
