package io.backstitch;

import io.backstitch.engine.AtomTransition;
import io.backstitch.engine.RunListener;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The real flow of a {@link ModelFlow}, which writes down what it is called for. */
final class ModelRun implements RunListener {

  /** What was called, as {@link ReferenceModel#calls} has it. */
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** The idempotency key of every execution. */
  final List<String> keys = Collections.synchronizedList(new ArrayList<>());

  /** The state of each atom of which something was heard. */
  final SortedMap<String, AtomState> states = Collections.synchronizedSortedMap(new TreeMap<>());

  final DynamicFlow flow;

  private final ModelFlow model;
  private final Map<String, Integer> revertFailures = new ConcurrentHashMap<>();

  ModelRun(ModelFlow model) {
    this.model = model;
    this.flow = DynamicFlow.of((FlowPattern) element(model.root));
  }

  /** The values that can be taken from the outcome, by symbol. */
  SortedMap<String, Integer> values(Results results) {
    SortedMap<String, Integer> values = new TreeMap<>();
    for (ModelFlow.Task task : model.tasks) {
      Integer value = results.getOrNull(symbol(task.provides));
      if (value != null) {
        values.put(task.provides, value);
      }
    }
    return values;
  }

  @Override
  public void onAtom(AtomTransition transition) {
    states.put(transition.atom(), transition.to());
  }

  private static Symbol<Integer> symbol(String name) {
    return Symbol.of(name, int.class);
  }

  private FlowElement element(ModelFlow.Part part) {
    if (part instanceof ModelFlow.Task task) {
      Atom atom = atom(task);
      for (ModelFlow.Question question : part.deciders) {
        atom = atom.decider(decider(question));
      }
      return atom;
    }
    ModelFlow.Group group = (ModelFlow.Group) part;
    RetryAtom retry = group.retry == null ? null : retry(group, group.retry);
    FlowPattern pattern =
        switch (group.kind) {
          case LINEAR -> {
            LinearFlow linear = LinearFlow.named(group.name);
            for (ModelFlow.Part each : group.parts) {
              linear = linear.add(element(each));
            }
            yield retry == null ? linear : linear.retry(retry);
          }
          case UNORDERED -> {
            UnorderedFlow unordered = UnorderedFlow.named(group.name);
            for (ModelFlow.Part each : group.parts) {
              unordered = unordered.add(element(each));
            }
            yield retry == null ? unordered : unordered.retry(retry);
          }
          case GRAPH -> retry == null ? graph(group) : graph(group).retry(retry);
        };
    if (group.isDefinition) {
      pattern = DynamicFlow.of(pattern).nested(group.name, Map.of());
    }
    for (ModelFlow.Question question : part.deciders) {
      pattern = pattern.decider(decider(question));
    }
    return pattern;
  }

  /** Elements may be added in any order. */
  private GraphFlow graph(ModelFlow.Group group) {
    GraphFlow empty = GraphFlow.named(group.name);
    GraphFlow graph = group.isStrict ? empty.strict() : empty;
    List<Integer> order = new ArrayList<>(IntStream.range(0, group.parts.size()).boxed().toList());
    Collections.shuffle(order, new Random(group.parts.size()));
    for (int i : order) {
      graph = graph.add(element(group.parts.get(i)));
    }
    for (ModelFlow.Link link : group.links) {
      ModelFlow.Part from = group.parts.get(link.from());
      String to = group.parts.get(link.to()).name;
      ModelFlow.Question question = link.decider();
      graph =
          question == null
              ? graph.link(from.name, to)
              : graph.link(
                  from.name,
                  to,
                  results -> {
                    List<@Nullable Integer> taken = new ArrayList<>();
                    taken.add((Integer) results.get(from.name));
                    return ask(question, taken);
                  },
                  question.depth());
    }
    return graph;
  }

  private static boolean ask(ModelFlow.Question question, List<@Nullable Integer> taken) {
    if (question.isThrowing()) {
      throw new IllegalStateException("no answer");
    }
    return question.answer(taken);
  }

  private static ElementDecider decider(ModelFlow.Question question) {
    ElementDecider decider =
        ElementDecider.of(in -> ask(question, taken(in, question.takes()))).depth(question.depth());
    for (String symbol : question.takes()) {
      decider = decider.requiresOptional(symbol(symbol));
    }
    return decider;
  }

  private static List<@Nullable Integer> taken(Arguments in, List<String> symbols) {
    List<@Nullable Integer> taken = new ArrayList<>();
    for (String symbol : symbols) {
      taken.add(in.getOrNull(taken.size(), symbol(symbol)));
    }
    return taken;
  }

  private static RetryAtom retry(ModelFlow.Group group, ModelFlow.Retry retry) {
    RetryDecision inTheEnd = retry.inTheEnd();
    RetryAtom controller =
        switch (retry.policy()) {
          case TIMES -> Retries.times(retry.attempts(), inTheEnd);
          case FOR_EACH ->
              Retries.forEach(
                  IntStream.rangeClosed(1, retry.attempts()).boxed().toList(), inTheEnd);
          case ALWAYS_REVERT ->
              inTheEnd == RetryDecision.REVERT_ALL
                  ? Retries.alwaysRevertAll()
                  : Retries.alwaysRevert();
        };
    return retry.policy() == ModelFlow.Retry.Policy.ALWAYS_REVERT
        ? controller.priority(retry.priority())
        : controller.priority(retry.priority()).provides(symbol(group.attempt()));
  }

  private Atom atom(ModelFlow.Task task) {
    String name = task.fullName();
    AtomBuilder builder = Atom.named(task.name).priority(task.priority).version("1.0");
    if (task.mayProvideNothing) {
      builder.providesOptional(symbol(task.provides));
    } else {
      builder.provides(symbol(task.provides));
    }
    task.required.forEach(each -> builder.requires(symbol(each)));
    task.optional.forEach(each -> builder.requiresOptional(symbol(each)));
    builder.executes(
        in -> {
          List<@Nullable Integer> taken = taken(in, task.takes());
          calls.add("execute %s with %s".formatted(name, taken));
          keys.add(in.context().idempotencyKey());
          int attempt = task.attempt == null ? -1 : task.takes().indexOf(task.attempt);
          if (task.fails(attempt < 0 ? null : taken.get(attempt))) {
            throw new IllegalStateException("boom in " + name);
          }
          return task.result(taken);
        });
    if (task.hasRevert) {
      task.revertTakes.forEach(each -> builder.revertRequiresOptional(symbol(each)));
      builder.reverts(
          in -> {
            calls.add(
                "revert %s of %s with %s after %s"
                    .formatted(
                        name,
                        in.result(symbol(task.provides).type()),
                        taken(in, task.revertTakes),
                        in.failures().all().stream().map(Failure::atom).toList()));
            if (revertFailures.merge(name, 1, Integer::sum) <= task.revertFailures) {
              throw new IllegalStateException("stuck in " + name);
            }
          });
    }
    return builder.build();
  }
}
