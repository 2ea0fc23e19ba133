package io.backstitch.samples.gameupgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the steps wrote down, as lists of keys in order. */
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

  long begun(String key) {
    return begun.stream().filter(key::equals).count();
  }
}
