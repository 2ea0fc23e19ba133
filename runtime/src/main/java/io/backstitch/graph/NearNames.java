package io.backstitch.graph;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names that somebody may have meant. */
final class NearNames {

  private static final int NEAR = 3;
  private static final int MOST = 10;

  private record Candidate(String name, int distance) {}

  private NearNames() {}

  /**
   * What to say after "there is no such name".
   *
   * @param name what was asked for
   * @param known what there is
   * @param what what the names are of, as in "its atoms"
   */
  static String hint(String name, List<String> known, String what) {
    if (known.isEmpty()) {
      return what + " are none";
    }
    int limit = Math.max(2, name.length() / 3);
    List<String> near =
        known.stream()
            .map(each -> new Candidate(each, distance(name, each)))
            .filter(each -> each.distance() <= limit && each.distance() < name.length())
            .sorted(Comparator.comparingInt(Candidate::distance))
            .limit(NEAR)
            .map(Candidate::name)
            .toList();
    if (!near.isEmpty()) {
      return "did you mean " + quoted(near, " or ") + "?";
    }
    int left = known.size() - MOST;
    return what
        + " are "
        + quoted(known.subList(0, Math.min(MOST, known.size())), ", ")
        + (left > 0 ? " and " + left + " others" : "");
  }

  private static String quoted(List<String> names, String between) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(between));
  }

  /** How far a name is from another one, or from its end after the names of sub-flows. */
  private static int distance(String name, String known) {
    int end = known.lastIndexOf('/') + 1;
    int whole = edits(name, known);
    return end == 0 ? whole : Math.min(whole, edits(name, known.substring(end)));
  }

  /** How many letters must be put in, taken out or changed; case counts for nothing. */
  private static int edits(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
