package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;

/**
 * A way through every element of a flow, without recursion: it may be nested as deep as it likes.
 */
final class FlowWalk {

  private final Outline outline;
  private final Map<Integer, GraphOrder> graphs;

  /**
   * Prepares to walk.
   *
   * @param graphs the graph flows whose order is known: their elements are visited in that order,
   *     all others in order of definition
   */
  FlowWalk(Outline outline, Map<Integer, GraphOrder> graphs) {
    this.outline = outline;
    this.graphs = graphs;
  }

  /**
   * Visits every element, and what is inside it.
   *
   * @param enter called before what is inside an element
   * @param leave called after it
   */
  void visit(IntConsumer enter, IntConsumer leave) {
    record Place(int element, PrimitiveIterator.OfInt children) {}
    Deque<Place> path = new ArrayDeque<>();
    enter.accept(0);
    path.push(new Place(0, order(0)));
    while (!path.isEmpty()) {
      Place place = path.element();
      if (place.children().hasNext()) {
        int child = place.children().nextInt();
        enter.accept(child);
        path.push(new Place(child, order(child)));
      } else {
        leave.accept(path.pop().element());
      }
    }
  }

  private PrimitiveIterator.OfInt order(int element) {
    GraphOrder graph = graphs.get(element);
    int[] children = outline.children(element).toArray();
    if (graph == null) {
      return Arrays.stream(children).iterator();
    }
    int[] sorted = graph.sorted();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = graph.member(sorted[i]);
    }
    return Arrays.stream(sorted).iterator();
  }
}
