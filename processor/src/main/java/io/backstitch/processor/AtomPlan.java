package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one task becomes a class.
 *
 * @param task the task
 * @param revert its revert method, if it has one
 * @param holder the class of the object whose methods are called
 * @param factory the name of the factory method
 * @param type the nested class
 * @param constants the names of the constants for its symbols
 * @param resultConstant the name of the constant for the type of the whole result
 */
record AtomPlan(
    TaskModel task,
    @Nullable RevertModel revert,
    ClassName holder,
    String factory,
    ClassName type,
    Map<Constant, String> constants,
    String resultConstant) {

  /**
   * A symbol as a constant holds it.
   *
   * @param symbol its name
   * @param type the boxed type
   */
  record Constant(String symbol, TypeName type) {

    static Constant of(ParameterModel parameter) {
      return new Constant(parameter.symbol(), parameter.type().boxed());
    }

    static Constant of(ProvidedModel provided) {
      return new Constant(provided.symbol(), provided.type().boxed());
    }
  }

  static AtomPlan of(
      TaskModel task,
      @Nullable RevertModel revert,
      ClassName holder,
      String factory,
      ClassName type) {
    NameAllocator names = new NameAllocator();
    hiddenByVariables(holder).forEach(names::newName);
    // A parameter may be called like a constant, which then gives way.
    Stream.concat(
            task.method().parameters().stream(),
            revert == null ? Stream.of() : revert.method().parameters().stream())
        .map(ParameterModel::name)
        .distinct()
        .forEach(names::newName);
    String result =
        hasResultConstant(task, revert) ? names.newName("RESULT", "whole result") : "RESULT";
    Map<Constant, String> constants = new LinkedHashMap<>();
    task.method().requirements().forEach(p -> add(Constant.of(p), names, constants));
    task.provided().forEach(p -> add(Constant.of(p), names, constants));
    if (revert != null) {
      revert.method().requirements().forEach(p -> add(Constant.of(p), names, constants));
    }
    return new AtomPlan(task, revert, holder, factory, type, constants, result);
  }

  private static void add(Constant key, NameAllocator names, Map<Constant, String> constants) {
    if (!constants.containsKey(key)) {
      constants.put(key, names.newName(Words.constant(key.symbol()), key));
    }
  }

  String constant(Constant key) {
    return Objects.requireNonNull(constants.get(key), key.symbol());
  }

  /** The names with which a name of the class can begin: a variable of such a name hides it. */
  Set<String> hiddenByVariables() {
    return hiddenByVariables(holder);
  }

  private static Set<String> hiddenByVariables(ClassName holder) {
    Set<String> names = new LinkedHashSet<>(List.of(holder.topLevelClassName().simpleName()));
    String packageName = holder.packageName();
    if (!packageName.isEmpty()) {
      int dot = packageName.indexOf('.');
      names.add(dot < 0 ? packageName : packageName.substring(0, dot));
    }
    return names;
  }

  List<ProvidedModel> provided() {
    return task.provided();
  }

  /** Whether a call needs the object. */
  boolean needsHolder() {
    return !task.method().isStatic() || (revert != null && !revert.method().isStatic());
  }

  /** Whether the type of the whole result needs a constant of its own. */
  boolean hasResultConstant() {
    return hasResultConstant(task, revert);
  }

  private static boolean hasResultConstant(TaskModel task, @Nullable RevertModel revert) {
    boolean revertTakesResult =
        revert != null
            && revert.method().parameters().stream().anyMatch(p -> p.role() == Role.RESULT);
    return task.parts() != PartsKind.WHOLE || (task.provided().isEmpty() && revertTakesResult);
  }
}
