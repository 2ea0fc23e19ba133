package io.backstitch.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant, for messages. */
public final class Near {

  private Near() {}

  /**
   * A question after the name that was probably meant.
   *
   * @param name the name that is not there
   * @param known the names that are there
   * @param frame where the question goes, such as {@code "; %s"}
   * @return for example {@code "; did you mean 'size'?"}, or nothing if no name is near
   */
  public static String question(String name, Collection<String> known, String frame) {
    return to(name, known).map("did you mean '%s'?"::formatted).map(frame::formatted).orElse("");
  }

  private static Optional<String> to(String name, Collection<String> known) {
    int limit = Math.min(Math.max(2, name.length() / 3), name.length() - 1);
    return known.stream()
        .filter(each -> !each.equals(name))
        .filter(each -> Math.abs(each.length() - name.length()) <= limit)
        .filter(each -> distance(name, each) <= limit)
        .min(
            Comparator.comparingInt((String each) -> distance(name, each))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** How many letters must be put in, taken out or changed; case counts for nothing. */
  private static int distance(String one, String other) {
    String from = one.toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] above = new int[to.length() + 1];
    for (int i = 0; i < above.length; i++) {
      above[i] = i;
    }
    for (int row = 1; row <= from.length(); row++) {
      int diagonal = above[0];
      above[0] = row;
      for (int i = 1; i < above.length; i++) {
        int replaced = diagonal + (from.charAt(row - 1) == to.charAt(i - 1) ? 0 : 1);
        diagonal = above[i];
        above[i] = Math.min(replaced, Math.min(above[i], above[i - 1]) + 1);
      }
    }
    return above[above.length - 1];
  }
}
