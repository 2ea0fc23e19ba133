package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one task becomes a class.
 *
 * @param task the task
 * @param revert its revert method, if it has one
 * @param factory the name of the factory method
 * @param constants its symbols
 * @param resultConstant the name of the constant for the type of the whole result
 */
record AtomPlan(
    TaskModel task,
    @Nullable RevertModel revert,
    String factory,
    Constants constants,
    String resultConstant) {

  static AtomPlan of(
      TaskModel task,
      @Nullable RevertModel revert,
      ClassName holder,
      String factory,
      ClassName type) {
    NameAllocator names =
        Constants.names(
            holder,
            Stream.concat(
                    Stream.of(task.method()), Stream.ofNullable(revert).map(RevertModel::method))
                .toList());
    String result =
        hasResultConstant(task, revert) ? names.newName("RESULT", "whole result") : "RESULT";
    List<Constants.Key> keys = new ArrayList<>();
    task.method().requirements().forEach(p -> keys.add(Constants.Key.of(p)));
    task.provided().forEach(p -> keys.add(Constants.Key.of(p)));
    if (revert != null) {
      revert.method().requirements().forEach(p -> keys.add(Constants.Key.of(p)));
    }
    return new AtomPlan(task, revert, factory, Constants.of(type, holder, names, keys), result);
  }

  /** The class. */
  ClassName type() {
    return constants.type();
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

  /** The type of the whole result; there is one if somebody takes it. */
  CodeBlock resultType() {
    return hasResultConstant() || provided().isEmpty()
        ? CodeBlock.of("$L", resultConstant)
        : CodeBlock.of("$L.type()", constants.name(Constants.Key.of(provided().get(0))));
  }

  private static boolean hasResultConstant(TaskModel task, @Nullable RevertModel revert) {
    boolean revertTakesResult =
        revert != null
            && revert.method().parameters().stream().anyMatch(p -> p.role() == Role.RESULT);
    return task.parts() != PartsKind.WHOLE || (task.provided().isEmpty() && revertTakesResult);
  }
}
