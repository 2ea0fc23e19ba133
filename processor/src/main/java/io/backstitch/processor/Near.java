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
    int limit = Math.max(2, name.length() / 3);
    return candidates.stream()
        .distinct()
        .filter(candidate -> !candidate.equals(name))
        .filter(candidate -> distance(name, candidate) <= limit)
        .filter(candidate -> distance(name, candidate) < name.length())
        .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .limit(3)
        .toList();
  }

  /** {@code 'a', 'b' and 3 others}. */
  static String list(Collection<String> names) {
    String shown =
        names.stream().limit(MOST).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
    return names.size() > MOST ? shown + " and " + (names.size() - MOST) + " others" : shown;
  }

  /** How many letters must be put in, taken out or changed; case counts for nothing. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
