package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Finds the fields of a class that may nest a flow, inherited ones first. A component of a record
 * has no place in the source, but its field does, and has the same annotations.
 */
final class SubflowFields {

  private SubflowFields() {}

  /** What a sub-flow is called. */
  static String name(VariableElement field) {
    return Mirrors.string(Mirrors.find(field, "Subflow"), "name", field.getSimpleName().toString());
  }

  static List<VariableElement> of(TypeElement root, Elements elements) {
    List<VariableElement> fields = new ArrayList<>();
    for (TypeElement type : Ancestry.of(root)) {
      for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
        if (type.equals(root) || !field.getModifiers().contains(Modifier.PRIVATE)) {
          fields.removeIf(
              other ->
                  other.getSimpleName().equals(field.getSimpleName())
                      && elements.hides(field, other));
          fields.add(field);
        }
      }
    }
    fields.removeIf(field -> !Mirrors.has(field, "Subflow") && !Mirrors.has(field, "Retry"));
    return fields;
  }
}
