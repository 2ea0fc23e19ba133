package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lists the types of the author that generated code mentions. */
final class FlowTypes {

  private FlowTypes() {}

  static List<TypeRef> of(FlowModel flow) {
    List<TypeRef> types = new ArrayList<>();
    flow.methods().forEach(m -> m.parameters().forEach(p -> types.add(p.declared())));
    for (TaskModel task : flow.tasks()) {
      ResultModel result = task.result();
      if (result != null) {
        types.add(result.declared());
      }
      task.provided().forEach(p -> types.add(p.type()));
    }
    for (RetryModel retry : flow.retries()) {
      retry.on().forEach(failure -> types.add(failure.value()));
      retry.notOn().forEach(failure -> types.add(failure.value()));
      if (retry.controller() != null) {
        types.add(retry.controller().type());
      }
    }
    for (SubflowModel subflow : flow.subflows()) {
      Stream.concat(subflow.inputs().stream(), subflow.outputs().stream())
          .forEach(slot -> types.add(slot.type().deprecated(subflow.field().deprecated())));
    }
    return types;
  }
}
