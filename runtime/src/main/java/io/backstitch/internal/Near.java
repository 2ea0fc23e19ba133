package io.backstitch.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name that somebody may have meant, for messages. */
public final class Near {

  private static final int MOST = 10;

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

  /**
   * What to say of a name that is not there: the one that was probably meant, or what there is.
   *
   * @param name the name that is not there
   * @param known the names that are there, in an order to be shown in
   * @param what what these are, such as {@code "its atoms"}
   * @return for example {@code "did you mean 'size'?"}
   */
  public static String hint(String name, List<String> known, String what) {
    if (known.isEmpty()) {
      return what + " are none";
    }
    Optional<String> near = to(name, known);
    if (near.isPresent()) {
      return "did you mean '" + near.get() + "'?";
    }
    int left = known.size() - MOST;
    return known.stream()
        .limit(MOST)
        .map(each -> "'" + each + "'")
        .collect(
            Collectors.joining(", ", what + " are ", left > 0 ? " and " + left + " others" : ""));
  }

  private static Optional<String> to(String name, Collection<String> known) {
    int limit = Math.min(Math.max(2, name.length() / 3), name.length() - 1);
    return known.stream()
        .filter(each -> !each.equals(name))
        .filter(each -> distance(name, each) <= limit)
        .min(
            Comparator.comparingInt((String each) -> distance(name, each))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** How far a name is from another one, or from its end after the names of sub-flows. */
  private static int distance(String name, String known) {
    int end = known.lastIndexOf('/') + 1;
    int whole = edits(name, known);
    return end == 0 ? whole : Math.min(whole, edits(name, known.substring(end)));
  }

  /** How many letters must be put in, taken out or changed; case counts for nothing. */
  private static int edits(String one, String other) {
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
