package io.backstitch.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jgrapht.Graph;
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
    List<String> shortest = List.of();
    for (String from : links.keySet()) {
      var paths = new BFSShortestPath<>(graph).getPaths(from);
      for (DefaultEdge last : graph.incomingEdgesOf(from)) {
        var path = paths.getPath(graph.getEdgeSource(last));
        if (path != null && (shortest.isEmpty() || path.getVertexList().size() < shortest.size())) {
          shortest = path.getVertexList();
        }
      }
      if (!shortest.isEmpty()) {
        break;
      }
    }
    List<String> loop = new ArrayList<>(shortest);
    loop.add(shortest.get(0));
    return loop;
  }
}
