package io.backstitch.graph;

/** Who is next to whom, for one direction of all links: one array of neighbours, cut into rows. */
final class Adjacency {

  private final int[] start;
  private final int[] neighbours;

  private Adjacency(int[] start, int[] neighbours) {
    this.start = start;
    this.neighbours = neighbours;
  }

  /** Sorts links by their origin, keeping the order in which they were made. */
  static Adjacency of(int nodes, int[] from, int[] to) {
    int[] start = new int[nodes + 1];
    for (int node : from) {
      start[node + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      start[node + 1] += start[node];
    }
    int[] next = start.clone();
    int[] neighbours = new int[from.length];
    for (int link = 0; link < from.length; link++) {
      neighbours[next[from[link]]++] = to[link];
    }
    return new Adjacency(start, neighbours);
  }

  int begin(int node) {
    return start[node];
  }

  int end(int node) {
    return start[node + 1];
  }

  int at(int position) {
    return neighbours[position];
  }

  int count(int node) {
    return start[node + 1] - start[node];
  }
}
