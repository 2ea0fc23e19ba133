package io.backstitch.samples;

import io.backstitch.graph.FlowGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Draws a flow as text, from left to right: one column for each generation of atoms, lines for the
 * links.
 */
public final class GraphDrawing {

  private static final int LEFT = 1;
  private static final int RIGHT = 2;
  private static final int UP = 4;
  private static final int DOWN = 8;

  /** The character for each sum of the directions that a line takes out of a cell. */
  private static final String UNICODE = " ───│┘└┴│┐┌┬│┤├┼";

  private static final String ASCII = " ---|+++|+++|+++";

  /** Room for {@code " ─"} after a name, and for {@code "─▶ "} before the next one. */
  private static final int BEFORE_LANES = 2;

  private static final int AFTER_LANES = 3;

  private final boolean unicode;
  private final List<List<Place>> columns = new ArrayList<>();
  private int[][] lines = {};
  private char[][] text = {};

  private GraphDrawing(boolean unicode) {
    this.unicode = unicode;
  }

  /**
   * Draws a flow, or lists its links if the drawing would be too wide.
   *
   * @param flow the flow
   * @param unicode whether line-drawing characters may be used
   * @param columns how wide it may become
   * @return the lines of the drawing
   */
  public static List<String> draw(FlowGraph flow, boolean unicode, int columns) {
    List<String> drawing = draw(flow.plan(), flow.links(), unicode);
    return drawing.stream().allMatch(line -> line.length() <= columns)
        ? drawing
        : list(flow.links(), unicode);
  }

  static List<String> list(List<FlowGraph.Link> links, boolean unicode) {
    Map<String, List<String>> targets = new LinkedHashMap<>();
    for (FlowGraph.Link link : links) {
      targets.computeIfAbsent(link.from(), from -> new ArrayList<>()).add(link.to());
    }
    return targets.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + (unicode ? " ─▶ " : " -> ") + String.join(", ", entry.getValue()))
        .toList();
  }

  static List<String> draw(List<List<String>> layers, List<FlowGraph.Link> links, boolean unicode) {
    GraphDrawing drawing = new GraphDrawing(unicode);
    drawing.place(layers, links);
    drawing.order();
    return drawing.render();
  }

  /** A name in the drawing, or, without a name, where a long link passes a column. */
  private static final class Place {
    final String name;
    final int column;
    final List<Place> previous = new ArrayList<>();
    final List<Place> next = new ArrayList<>();
    int row;

    Place(String name, int column) {
      this.name = name;
      this.column = column;
    }

    void linkTo(Place target) {
      next.add(target);
      target.previous.add(this);
    }

    double meanRowBefore() {
      return previous.stream().mapToInt(place -> place.row).average().orElse(0);
    }
  }

  private void place(List<List<String>> layers, List<FlowGraph.Link> links) {
    Map<String, Place> places = new HashMap<>();
    for (List<String> layer : layers) {
      List<Place> column = new ArrayList<>();
      for (String name : layer) {
        Place place = new Place(name, columns.size());
        column.add(place);
        places.put(name, place);
      }
      columns.add(column);
    }
    for (FlowGraph.Link link : links) {
      Place at = Objects.requireNonNull(places.get(link.from()));
      Place to = Objects.requireNonNull(places.get(link.to()));
      for (int i = at.column + 1; i < to.column; i++) {
        Place passing = new Place("", i);
        columns.get(i).add(passing);
        at.linkTo(passing);
        at = passing;
      }
      at.linkTo(to);
    }
  }

  /** Puts each place about where its predecessors are, so that few lines cross. */
  private void order() {
    for (List<Place> column : columns) {
      column.sort(Comparator.comparingDouble(Place::meanRowBefore));
      for (int i = 0; i < column.size(); i++) {
        column.get(i).row = i;
      }
    }
  }

  private List<String> render() {
    int height = columns.stream().mapToInt(List::size).max().orElse(0);
    int width = 0;
    for (List<Place> column : columns) {
      width += nameWidth(column) + BEFORE_LANES + lanes(column).size() + AFTER_LANES;
    }
    lines = new int[height][width];
    text = new char[height][width];
    int x = 0;
    for (List<Place> column : columns) {
      x = renderColumn(column, x);
    }
    List<String> drawing = new ArrayList<>();
    for (int row = 0; row < height; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < width; i++) {
        char drawn = (unicode ? UNICODE : ASCII).charAt(lines[row][i]);
        line.append(text[row][i] == 0 ? drawn : text[row][i]);
      }
      drawing.add(line.toString().stripTrailing());
    }
    return drawing;
  }

  private int renderColumn(List<Place> column, int left) {
    List<Place> lanes = lanes(column);
    int firstLane = left + nameWidth(column) + BEFORE_LANES;
    int right = firstLane + lanes.size() + AFTER_LANES;
    for (Place place : column) {
      place.name.getChars(0, place.name.length(), text[place.row], left);
      int start = place.name.isEmpty() ? left : left + place.name.length() + 1;
      int lane = firstLane + Math.max(0, lanes.indexOf(place));
      for (Place target : place.next) {
        horizontal(place.row, start, lane);
        vertical(lane, place.row, target.row);
        if (target.name.isEmpty()) {
          horizontal(target.row, lane, right);
        } else {
          horizontal(target.row, lane, right - 2);
          text[target.row][right - 2] = unicode ? '▶' : '>';
        }
      }
    }
    return right;
  }

  private static int nameWidth(List<Place> column) {
    return column.stream().mapToInt(place -> place.name.length()).max().orElse(0);
  }

  /**
   * The places whose links bend, each with a vertical lane of its own. A line that goes down turns
   * before those that start above it, so that it does not run into them.
   */
  private static List<Place> lanes(List<Place> column) {
    List<Place> bending = new ArrayList<>();
    for (Place place : column) {
      if (place.next.stream().anyMatch(target -> target.row != place.row)) {
        bending.add(place);
      }
    }
    bending.sort(
        Comparator.comparingInt(
            place ->
                place.next.stream().anyMatch(target -> target.row > place.row)
                    ? -place.row
                    : place.row));
    return bending;
  }

  private void horizontal(int row, int from, int to) {
    for (int x = from; x <= to && x < lines[row].length; x++) {
      lines[row][x] |= (x > from ? LEFT : 0) | (x < to ? RIGHT : 0);
    }
  }

  private void vertical(int x, int from, int to) {
    int top = Math.min(from, to);
    int bottom = Math.max(from, to);
    for (int row = top; row <= bottom; row++) {
      lines[row][x] |= (row > top ? UP : 0) | (row < bottom ? DOWN : 0);
    }
  }
}
