package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import java.util.List;
import java.util.Map;

/**
 * A flow that is part of another.
 *
 * @param at the annotation
 * @param nameAt what names it: a value of the annotation, or the field
 * @param name its name in the flow around
 * @param after the members that it must follow
 * @param field where its object is
 * @param type the class of the object, as a message shows it
 * @param generated the class that is generated for it
 * @param inputs what it takes, under its own names
 * @param outputs what it provides, under its own names
 * @param rename the names that symbols have in the flow around, by its own
 * @param requirements what it takes, under the names of the flow around
 * @param provided what it provides, under the names of the flow around
 * @param gaps the symbols that may be its own or not, for a reason that is reported
 */
record SubflowModel(
    At at,
    At nameAt,
    String name,
    List<TaskModel.Name> after,
    Field field,
    String type,
    ClassName generated,
    List<Slot> inputs,
    List<Slot> outputs,
    Map<String, String> rename,
    List<ParameterModel> requirements,
    List<ProvidedModel> provided,
    FlowModel.Gaps gaps)
    implements Member {

  /**
   * Where the object of a sub-flow is.
   *
   * @param name its name
   * @param isComponent whether it belongs to a component of a record, which is read by its accessor
   * @param isStatic whether it needs no object around
   * @param deprecated how it is deprecated, if it is
   */
  record Field(String name, boolean isComponent, boolean isStatic, Deprecation deprecated) {}

  /**
   * A symbol as the sub-flow calls it.
   *
   * @param name its name
   * @param type the type of its values
   * @param optional whether it may be absent
   */
  record Slot(String name, TypeRef type, boolean optional) {}

  /** Whether its symbols are not certain. */
  boolean broken() {
    return !gaps.equals(FlowModel.Gaps.NONE);
  }

  /** The same without symbols. */
  SubflowModel empty() {
    return new SubflowModel(
        at, nameAt, name, after, field, type, generated, List.of(), List.of(), Map.of(), List.of(),
        List.of(), gaps);
  }

  /** The same, when it is known what it takes. */
  SubflowModel taking(List<ParameterModel> taken) {
    return new SubflowModel(
        at, nameAt, name, after, field, type, generated, inputs, outputs, rename, taken, provided,
        gaps);
  }

  @Override
  public boolean hasKnownTypes() {
    return true;
  }

  @Override
  public String shown() {
    return "sub-flow '" + name + "' (" + type + ")";
  }

  /** The same of a member that is known to be a sub-flow. */
  static String renaming(Member member, String symbol) {
    return ((SubflowModel) member).renaming(symbol);
  }

  /** What it is called with a flow's own symbol, as it stands in {@code rename}. */
  String renaming(String symbol) {
    String theirs =
        rename.entrySet().stream()
            .filter(each -> each.getValue().equals(symbol))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(symbol);
    return "rename = \"" + theirs + "=...\"";
  }
}
