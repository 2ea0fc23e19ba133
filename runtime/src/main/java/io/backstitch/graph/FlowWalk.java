package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;

/**
 * A way through every element of a flow, without recursion: it may be nested as deep as it likes.
 */
final class FlowWalk {

  private FlowWalk() {}

  /**
   * Visits every element that takes part, those of a graph flow in an order that works.
   *
   * @param enter called before what is inside an element
   * @param leave called after it
   */
  static void visit(Outline outline, IntConsumer enter, IntConsumer leave) {
    record Place(int element, PrimitiveIterator.OfInt children) {}
    Deque<Place> path = new ArrayDeque<>();
    enter.accept(0);
    path.push(new Place(0, Arrays.stream(outline.children(0)).iterator()));
    while (!path.isEmpty()) {
      Place place = path.element();
      if (place.children().hasNext()) {
        int child = place.children().nextInt();
        enter.accept(child);
        path.push(new Place(child, Arrays.stream(outline.children(child)).iterator()));
      } else {
        leave.accept(path.pop().element());
      }
    }
  }
}
