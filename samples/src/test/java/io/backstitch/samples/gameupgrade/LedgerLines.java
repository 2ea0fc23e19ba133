package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the steps wrote down themselves, as lists of keys in order. */
record LedgerLines(List<String> begun, List<String> ended) {

  static LedgerLines read(Path directory) throws IOException {
    Path ledger = directory.resolve("ledger.log");
    List<String> lines = Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
    return new LedgerLines(keys(lines, "begin"), keys(lines, "end"));
  }

  private static List<String> keys(List<String> lines, String what) {
    return lines.stream()
        .map(line -> line.split(" "))
        .filter(words -> words[1].equals(what))
        .map(words -> words[2])
        .toList();
  }

  static String key(String task) {
    return "upgrade-2.0/" + task + "/1";
  }

  static String keyOfRevert(String task) {
    return key(task) + "/revert";
  }

  int begun(String key) {
    return Collections.frequency(begun, key);
  }

  /** The steps that ran more than once. */
  Set<String> repeated() {
    Set<String> repeated = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    for (String key : begun) {
      if (!seen.add(key)) {
        repeated.add(key);
      }
    }
    return repeated;
  }
}
