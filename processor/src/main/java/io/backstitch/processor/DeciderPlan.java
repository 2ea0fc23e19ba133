package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import java.util.List;

/**
 * How one decider becomes a class.
 *
 * @param decider the decider
 * @param factory the name of the factory method
 * @param constants its symbols
 */
record DeciderPlan(DeciderModel decider, String factory, Constants constants) {

  static DeciderPlan of(DeciderModel decider, ClassName holder, String factory, ClassName type) {
    MethodModel method = decider.method();
    return new DeciderPlan(
        decider,
        factory,
        Constants.of(
            type,
            holder,
            Constants.names(holder, List.of(method)),
            method.requirements().stream().map(Constants.Key::of).toList()));
  }
}
