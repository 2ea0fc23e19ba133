package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A class with tasks, as its author wrote it.
 *
 * @param at the class
 * @param source its name
 * @param flow what {@code @Flow} says, or null if only atoms are wanted
 * @param isPublic whether it and all classes around it are public
 * @param access what keeps generated code from using it, if anything
 * @param generic whether it has type parameters
 * @param deprecated how it is deprecated, if it is
 * @param environment what generated code can rely on
 * @param gaps what else it would provide, were it not for an error that is reported
 * @param members its tasks and sub-flows, in source order, inherited ones first
 * @param reverts its revert methods, in the same order
 * @param deciders its deciders, in the same order
 * @param retries what tries again: the whole flow first, then tasks, then sub-flows
 */
record FlowModel(
    At at,
    ClassName source,
    @Nullable Declaration flow,
    boolean isPublic,
    Access access,
    boolean generic,
    Deprecation deprecated,
    Environment environment,
    Gaps gaps,
    List<Member> members,
    List<RevertModel> reverts,
    List<DeciderModel> deciders,
    List<RetryModel> retries) {

  /** Whether generated code may use the class, and if not, why. */
  enum Access {
    OPEN,
    PRIVATE,
    INNER
  }

  /** How the members of a flow are ordered. */
  enum Order {
    GRAPH,
    LINEAR,
    UNORDERED
  }

  /**
   * What {@code @Flow} says.
   *
   * @param nameAt where the name is written
   * @param name the name of the flow
   * @param order how its members are ordered
   * @param versionAt where the version is written
   * @param version its version
   */
  record Declaration(At nameAt, String name, Order order, At versionAt, String version) {}

  /**
   * What generated code can rely on.
   *
   * @param generated whether {@code javax.annotation.processing.Generated} can be named
   * @param namedModule whether the class is part of a named module
   * @param javaLang whether simple names of {@code java.lang} mean what they say in the package
   */
  record Environment(boolean generated, boolean namedModule, boolean javaLang) {}

  /**
   * Symbols that nobody should be told are missing.
   *
   * @param any whether it could be any symbol
   * @param symbols the symbols, if it is known which
   */
  record Gaps(boolean any, Set<String> symbols) {

    /** That of what has no error. */
    static final Gaps NONE = new Gaps(false, Set.of());

    /** That of what is not known at all. */
    static final Gaps ANY = new Gaps(true, Set.of());

    boolean excuse(String symbol) {
      return any || symbols.contains(symbol);
    }
  }

  /** Whether it can only be the base of other classes, which say what its type variables are. */
  boolean isTemplate() {
    return flow == null && generic;
  }

  /** Whether classes are generated for it. */
  boolean isGenerated() {
    return flow != null || (!tasks().isEmpty() && !generic);
  }

  /**
   * The same, as if its broken sub-flows took and provided nothing, of which nothing is certain.
   */
  FlowModel withoutBroken() {
    if (subflows().stream().noneMatch(SubflowModel::broken)) {
      return this;
    }
    List<Member> sound =
        members.stream()
            .map(
                member ->
                    member instanceof SubflowModel subflow && subflow.broken()
                        ? subflow.empty()
                        : member)
            .toList();
    return new FlowModel(
        at,
        source,
        flow,
        isPublic,
        access,
        generic,
        deprecated,
        environment,
        gaps,
        sound,
        reverts,
        deciders,
        retries);
  }

  /** Its tasks, in their order. */
  List<TaskModel> tasks() {
    return only(TaskModel.class);
  }

  /** Its sub-flows, in their order. */
  List<SubflowModel> subflows() {
    return only(SubflowModel.class);
  }

  private <M extends Member> List<M> only(Class<M> kind) {
    return members.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The sub-flow to which a parameter belongs, or null if it is one of a method. */
  @Nullable SubflowModel subflowOf(ParameterModel parameter) {
    return subflows().stream()
        .filter(subflow -> subflow.requirements().contains(parameter))
        .findFirst()
        .orElse(null);
  }

  /** How members are ordered; a class without {@code @Flow} orders nothing. */
  Order order() {
    return flow == null ? Order.UNORDERED : flow.order();
  }

  /** The class that is generated, {@code Outer_InnerFlow} for a nested one. */
  ClassName generated(String suffix) {
    return ClassName.get(source.packageName(), String.join("_", source.simpleNames()) + suffix);
  }

  /** The class as its author calls it: {@code Outer.Inner}. */
  String simpleName() {
    return String.join(".", source.simpleNames());
  }

  /** Whether anybody takes what a task returns, as symbols or when it is undone. */
  boolean wantsResult(TaskModel task) {
    RevertModel revert = revertOf(task);
    return !task.provided().isEmpty()
        || (revert != null
            && revert.method().parameters().stream().anyMatch(p -> p.role() == Role.RESULT));
  }

  /** All methods that generated code calls. */
  List<MethodModel> methods() {
    return Stream.of(
            tasks().stream().map(TaskModel::method),
            reverts.stream().map(RevertModel::method),
            deciders.stream().map(DeciderModel::method))
        .flatMap(methods -> methods)
        .toList();
  }

  /** What a member takes, and the retry that guards it, which starts with it. */
  List<ParameterModel> requirements(Member member) {
    List<ParameterModel> all = new ArrayList<>(member.requirements());
    RetryModel retry = retryOf(member);
    if (retry != null && retry.forEach().collection() != null) {
      all.add(retry.forEach().collection());
    }
    return all;
  }

  /** What guards the whole flow, if anything does. */
  @Nullable RetryModel retry() {
    return retries.stream().filter(RetryModel::ofFlow).findFirst().orElse(null);
  }

  /** What guards a member alone, if anything does. */
  @Nullable RetryModel retryOf(Member member) {
    return retries.stream().filter(r -> r.guards(member)).findFirst().orElse(null);
  }

  /**
   * The retry that tries values under a name, which only what it guards sees; the first, or null.
   */
  @Nullable RetryModel retryTrying(String symbol) {
    return retries.stream()
        .filter(retry -> retry.forEach().as().value().equals(symbol))
        .findFirst()
        .orElse(null);
  }

  /** Who decides whether a member runs. */
  List<DeciderModel> decidersOf(Member member) {
    return deciders.stream().filter(d -> d.task().equals(member.name())).toList();
  }

  /** The revert method of a task; the first, if somebody wrote two. */
  @Nullable RevertModel revertOf(TaskModel task) {
    return reverts.stream().filter(r -> r.task().equals(task.name())).findFirst().orElse(null);
  }
}
