package io.backstitch.processor;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * Puts methods and fields in the order in which a class has them, inherited ones first. A class
 * file keeps the order of its fields and that of its methods, but not how they mix; then fields
 * come first. Each is known by what declares it: the field, or the method and those that it
 * overrides.
 */
final class MemberOrder implements Comparator<List<? extends Element>> {

  private record Position(int type, boolean late, int place) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
        Comparator.comparingInt(Position::type)
            .thenComparing(Position::late)
            .thenComparingInt(Position::place);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<Element, Position> positions = new HashMap<>();

  MemberOrder(TypeElement root, Sources sources) {
    List<TypeElement> types = Ancestry.of(root);
    for (int i = 0; i < types.size(); i++) {
      TypeElement type = types.get(i);
      List<? extends Element> inside = type.getEnclosedElements();
      for (int j = 0; j < inside.size(); j++) {
        boolean late = !sources.contain(type) && !inside.get(j).getKind().isField();
        positions.put(inside.get(j), new Position(i, late, j));
      }
      components(type, i);
    }
  }

  /** Compilers do not agree where the fields of a record's components are. */
  private void components(TypeElement type, int index) {
    List<String> components =
        type.getRecordComponents().stream().map(each -> each.getSimpleName().toString()).toList();
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      int place = components.indexOf(field.getSimpleName().toString());
      if (place >= 0) {
        positions.put(field, new Position(index, false, place - components.size()));
      }
    }
  }

  @Override
  public int compare(List<? extends Element> one, List<? extends Element> other) {
    return position(one).compareTo(position(other));
  }

  /** An override stays where the first of the methods that it overrides is. */
  private Position position(List<? extends Element> declared) {
    return declared.stream()
        .map(each -> positions.getOrDefault(each, new Position(Integer.MAX_VALUE, true, 0)))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
