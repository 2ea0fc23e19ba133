package io.backstitch.processor;

import java.util.List;

/** What a flow consists of: a task, or a sub-flow. */
sealed interface Member permits TaskModel, SubflowModel {

  /** Where messages about it as a whole belong. */
  At at();

  /** What names it. */
  At nameAt();

  /** Its name in the flow. */
  String name();

  /** The members that it must follow. */
  List<TaskModel.Name> after();

  /** What it takes, in order. */
  List<ParameterModel> requirements();

  /** What it provides. */
  List<ProvidedModel> provided();

  /** Whether it is known of which types that is. */
  boolean hasKnownTypes();

  /** What it is and what it is called, without an article. */
  String shown();
}
