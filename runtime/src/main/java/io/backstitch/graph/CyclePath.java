package io.backstitch.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/** Finds the loop to show when links form one. */
final class CyclePath {

  private CyclePath() {}

  /**
   * A shortest loop through the first element that is part of one.
   *
   * @param links what comes directly after each element
   * @return the elements of the loop, the first one again at the end
   */
  static List<String> find(Map<String, List<String>> links) {
    Graph<String, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
    links.keySet().forEach(graph::addVertex);
    links.forEach((from, all) -> all.forEach(to -> graph.addEdge(from, to)));
    String first = firstInLoop(graph);
    List<String> shortest = List.of();
    var paths = new BFSShortestPath<>(graph).getPaths(first);
    for (DefaultEdge last : graph.incomingEdgesOf(first)) {
      var path = paths.getPath(graph.getEdgeSource(last));
      if (path != null && (shortest.isEmpty() || path.getVertexList().size() < shortest.size())) {
        shortest = path.getVertexList();
      }
    }
    List<String> loop = new ArrayList<>(shortest);
    loop.add(shortest.get(0));
    return loop;
  }

  private static String firstInLoop(Graph<String, DefaultEdge> graph) {
    Map<String, Integer> sizes = new HashMap<>();
    for (Set<String> component :
        new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets()) {
      component.forEach(element -> sizes.put(element, component.size()));
    }
    return graph.vertexSet().stream()
        .filter(
            element -> sizes.getOrDefault(element, 1) > 1 || graph.containsEdge(element, element))
        .findFirst()
        .orElseThrow();
  }
}
