package io.backstitch.processor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names that somebody may have meant. */
final class Near {

  private static final int MOST = 10;

  private Near() {}

  /** Names that differ by a few letters, the nearest first. */
  static List<String> to(String name, Collection<String> candidates) {
    return candidates.stream()
        .distinct()
        .filter(candidate -> !candidate.equals(name))
        .filter(candidate -> distance(name, candidate) <= limit(name, candidate))
        .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .limit(3)
        .toList();
  }

  /** The shorter a name, the less of it may differ: else any two short names would be near. */
  private static int limit(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    return shorter < 3 ? 0 : shorter < 5 ? 1 : Math.max(2, shorter / 3);
  }

  /** {@code 'a', 'b' and 3 others}. */
  static String list(Collection<String> names) {
    String shown =
        names.stream().limit(MOST).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
    return names.size() > MOST ? shown + " and " + (names.size() - MOST) + " others" : shown;
  }

  /**
   * How many letters must be put in, taken out, changed, or swapped with the next; case counts for
   * nothing.
   */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int change = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        steps[i][j] = Math.min(change, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[a.length()][b.length()];
  }
}
