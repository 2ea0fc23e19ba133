package io.backstitch;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.RetryDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A flow made up from a number, as plain data: a {@link ReferenceModel} tells what becomes of it,
 * and a {@link ModelRun} makes a real flow of it. Whatever is decided or computed in it follows
 * from what was provided before.
 */
final class ModelFlow {

  /** What may be in a flow. */
  enum Feature {
    RETRIES,
    /** Controllers that give up for the whole run: who fails first makes a difference then. */
    REVERTING_ALL,
    /** Of which one is asked first makes a difference, too. */
    THROWING_DECIDERS,
    FAILING_REVERTS,
    NESTED_DEFINITIONS
  }

  /** A task or a flow. */
  abstract static sealed class Part permits Task, Group {
    final String name;
    final @Nullable Group around;
    final List<Question> deciders = new ArrayList<>();

    private Part(String name, @Nullable Group around) {
      this.name = name;
      this.around = around;
    }

    /** The name in the whole flow, where a nested definition puts its own before all in it. */
    String fullName() {
      StringBuilder full = new StringBuilder(name);
      for (Group at = around; at != null; at = at.around) {
        if (at.isDefinition) {
          full.insert(0, at.name + "/");
        }
      }
      return full.toString();
    }
  }

  /** A task, which fails as long as the attempt around it is not beyond a number. */
  static final class Task extends Part {
    final int number;
    final int priority;
    final String provides;
    final boolean mayProvideNothing;
    final List<String> required = new ArrayList<>();
    final List<String> optional = new ArrayList<>();
    final @Nullable String attempt;
    int failsUpTo;
    boolean hasRevert = true;
    int revertFailures;

    /** What its revert takes, if it is there. */
    final List<String> revertTakes = new ArrayList<>();

    private Task(int number, @Nullable Group around, String provides, Random random) {
      super("t" + number, around);
      this.number = number;
      this.provides = provides;
      this.priority = random.nextInt(1_000_000);
      this.mayProvideNothing = random.nextInt(8) == 0;
      this.attempt = attemptSeenIn(around);
    }

    /** What it takes, in order. */
    List<String> takes() {
      List<String> all = new ArrayList<>(required);
      all.addAll(optional);
      return all;
    }

    boolean fails(@Nullable Integer attemptNow) {
      return (attemptNow == null ? 1 : attemptNow) <= failsUpTo;
    }

    /** What it returns; null if that is nothing. */
    @Nullable Integer result(List<@Nullable Integer> taken) {
      int sum = number;
      for (Integer each : taken) {
        sum = sum * 3 + (each == null ? 7 : each);
      }
      int result = Math.floorMod(sum, 100);
      return mayProvideNothing && result % 3 == 0 ? null : result;
    }
  }

  /** How the elements of a flow are ordered. */
  enum Kind {
    LINEAR,
    UNORDERED,
    GRAPH
  }

  /** A flow. */
  static final class Group extends Part {
    final Kind kind;
    final List<Part> parts = new ArrayList<>();
    final List<Link> links = new ArrayList<>();
    final @Nullable Retry retry;
    final boolean isStrict;
    boolean isDefinition;

    private Group(
        int number, @Nullable Group around, Kind kind, @Nullable Retry retry, boolean isStrict) {
      super("g" + number, around);
      this.kind = kind;
      this.retry = retry;
      this.isStrict = isStrict;
    }

    /** What the controller provides. */
    String attempt() {
      return "try" + name;
    }
  }

  /** From an element of a graph to another, by their places. */
  record Link(int from, int to, @Nullable Question decider) {}

  /** What a decider asks; it throws if it is told to. */
  record Question(int salt, Depth depth, List<String> takes, boolean isThrowing) {
    boolean answer(List<@Nullable Integer> taken) {
      int sum = salt;
      for (Integer each : taken) {
        sum += each == null ? 1 : each;
      }
      return sum % 3 != 0;
    }
  }

  /** How a flow is tried again. */
  record Retry(Policy policy, int attempts, RetryDecision inTheEnd, int priority) {
    enum Policy {
      TIMES,
      FOR_EACH,
      ALWAYS_REVERT
    }

    @Nullable Integer provides(int before) {
      return policy == Policy.ALWAYS_REVERT ? null : before + 1;
    }

    RetryDecision decide(int tried) {
      return policy != Policy.ALWAYS_REVERT && tried < attempts ? RetryDecision.RETRY : inTheEnd;
    }
  }

  /** Symbols that several tasks may provide. */
  static final List<String> SHARED = List.of("x", "y");

  final Group root;
  final List<Task> tasks = new ArrayList<>();
  private final Random random;
  private final double failureRate;
  private final Set<Feature> features;
  private int groups;

  ModelFlow(long seed, double failureRate, Set<Feature> features) {
    this.random = new Random(seed);
    this.failureRate = failureRate;
    this.features = features;
    this.root = group(null, 3, new ArrayList<>());
  }

  private boolean may(Feature feature, int oneOf) {
    return features.contains(feature) && random.nextInt(oneOf) == 0;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static @Nullable String attemptSeenIn(@Nullable Group group) {
    for (Group at = group; at != null; at = at.around) {
      if (at.retry != null && at.retry.policy() != Retry.Policy.ALWAYS_REVERT) {
        return at.attempt();
      }
    }
    return null;
  }

  /** A flow; what is provided in it comes to what is seen for certain. */
  private Group group(@Nullable Group around, int depth, List<String> seen) {
    Kind kind = oneOf(List.of(Kind.values()));
    Group group =
        new Group(
            groups++,
            around,
            kind,
            may(Feature.RETRIES, 3) ? retry() : null,
            random.nextInt(3) == 0);
    group.isDefinition = around != null && may(Feature.NESTED_DEFINITIONS, 4);
    decide(group);
    List<String> before = new ArrayList<>(seen);
    int size = random.nextInt(around == null ? 6 : 4) + (around == null ? 1 : 0);
    for (int i = 0; i < size; i++) {
      // What is taken inside a graph makes links; nobody sees anything in an unordered flow.
      List<String> now = new ArrayList<>(kind == Kind.UNORDERED ? before : seen);
      int known = now.size();
      boolean isNested = depth > 0 && random.nextInt(3) == 0;
      group.parts.add(isNested ? group(group, depth - 1, now) : task(group, now));
      seen.addAll(now.subList(known, now.size()));
      for (int from = 0; kind == Kind.GRAPH && from < i; from++) {
        if (random.nextInt(3) == 0) {
          group.links.add(new Link(from, i, random.nextBoolean() ? question(List.of()) : null));
        }
      }
    }
    return group;
  }

  private Retry retry() {
    return new Retry(
        oneOf(List.of(Retry.Policy.values())),
        1 + random.nextInt(3),
        may(Feature.REVERTING_ALL, 4) ? RetryDecision.REVERT_ALL : RetryDecision.REVERT,
        random.nextInt(1_000_000));
  }

  private Task task(Group around, List<String> seen) {
    int number = tasks.size();
    boolean isShared = random.nextInt(4) == 0;
    Task task = new Task(number, around, isShared ? oneOf(SHARED) : "s" + number, random);
    if (!seen.isEmpty() && random.nextInt(3) == 0) {
      task.required.add(oneOf(seen));
    }
    task.optional.addAll(anything());
    task.optional.removeAll(task.required);
    task.optional.remove(task.provides);
    if (task.attempt != null) {
      (random.nextBoolean() ? task.required : task.optional).add(task.attempt);
    }
    if (random.nextDouble() < failureRate) {
      task.failsUpTo = task.attempt == null ? Integer.MAX_VALUE : 1 + random.nextInt(3);
    }
    task.hasRevert = random.nextInt(6) > 0;
    task.revertTakes.addAll(anything());
    task.revertFailures = task.hasRevert && may(Feature.FAILING_REVERTS, 5) ? 1 : 0;
    decide(task);
    tasks.add(task);
    if (!isShared) {
      seen.add(task.provides);
    }
    return task;
  }

  /** Some symbols, which may be visible where they are asked for, or not. */
  private List<String> anything() {
    List<String> symbols = new ArrayList<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      boolean isShared = tasks.isEmpty() || random.nextInt(3) == 0;
      String symbol = isShared ? oneOf(SHARED) : oneOf(tasks).provides;
      if (!symbols.contains(symbol)) {
        symbols.add(symbol);
      }
    }
    return symbols;
  }

  private void decide(Part part) {
    while (random.nextInt(6) == 0) {
      part.deciders.add(question(anything()));
    }
  }

  private Question question(List<String> takes) {
    Depth depth = oneOf(List.of(Depth.values()));
    return new Question(random.nextInt(3), depth, takes, may(Feature.THROWING_DECIDERS, 10));
  }

  @Override
  public String toString() {
    return describe(root, "");
  }

  private static String describe(Part part, String indent) {
    String deciders = part.deciders.isEmpty() ? "" : " " + part.deciders;
    if (part instanceof Task task) {
      return "%s%s -> %s%s takes %s, optional %s%s%s%s%s%n"
          .formatted(
              indent,
              task.name,
              task.provides,
              task.mayProvideNothing ? "?" : "",
              task.required,
              task.optional,
              task.failsUpTo == 0 ? "" : ", fails up to " + task.failsUpTo,
              task.hasRevert ? "" : ", no revert",
              task.revertFailures == 0 ? "" : ", revert fails",
              deciders);
    }
    Group group = (Group) part;
    return "%s%s %s%s%s%s%s%n%s"
        .formatted(
            indent,
            group.name,
            group.isStrict ? "strict " + group.kind : group.kind,
            group.isDefinition ? " nested" : "",
            group.retry == null ? "" : " " + group.retry,
            group.links.isEmpty() ? "" : " " + group.links,
            deciders,
            group.parts.stream()
                .map(each -> describe(each, indent + "  "))
                .collect(Collectors.joining()));
  }
}
