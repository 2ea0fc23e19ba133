package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.NameAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * How one retry becomes a class.
 *
 * @param retry the retry
 * @param priority the priority of what it guards
 * @param factory the name of the factory method
 * @param constants its symbols
 */
record RetryPlan(RetryModel retry, int priority, String factory, Constants constants) {

  static RetryPlan of(
      RetryModel retry, int priority, ClassName holder, String factory, ClassName type) {
    List<Constants.Key> keys = new ArrayList<>();
    RetryModel.ForEach each = retry.forEach();
    if (each.collection() != null && each.type() != null) {
      keys.add(Constants.Key.of(each.collection()));
      keys.add(new Constants.Key(each.as().value(), each.type().boxed()));
    }
    return new RetryPlan(
        retry, priority, factory, Constants.of(type, holder, new NameAllocator(), keys));
  }
}
