package io.backstitch;

/** Compares the versions of flows and atoms: dotted numbers, of which the first tells most. */
final class Versions {

  private Versions() {}

  /** Whether two versions have the same major number, so that one carries on with the other. */
  static boolean areOfOneMajor(String version, String other) {
    return major(version).equals(major(other));
  }

  private static String major(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }
}
