package io.backstitch.conformance;

import static org.assertj.core.api.Assertions.fail;

import io.backstitch.conformance.Differences.Cut;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays scenarios that were recorded with TaskFlow, and compares: all files of the folder that the
 * system property {@code conformance.dir} names, or else those in the test resources.
 */
class ConformanceTest {

  private static final int SHOWN = 20;

  private final List<String> failures = new ArrayList<>();
  private final Map<String, Integer> skips = new TreeMap<>();
  private final Map<String, Integer> cuts = new TreeMap<>();
  private int passed;

  @Test
  void doesWhatTaskFlowDoes() throws Exception {
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          judge(file.getFileName() + ":" + (i + 1), lines.get(i));
        }
      }
    }
    int skipped = skips.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        // What other tests have printed may not have ended its line.
        "%nconformance: %d passed, %d failed, %d skipped%n", passed, failures.size(), skipped);
    skips.forEach((why, count) -> System.out.printf("  skipped for %s: %d%n", why, count));
    cuts.forEach((why, count) -> System.out.printf("  passed %s: %d%n", why, count));
    String all = System.getProperty("conformance.report");
    if (all != null) {
      Files.write(Path.of(all), failures);
    }
    if (passed + failures.size() + skipped == 0) {
      fail("No scenario was played: are there *.jsonl files in -Dconformance.dir?");
    }
    if (!failures.isEmpty()) {
      fail(
          "%d scenarios differ from what was recorded, among them:%n%s",
          failures.size(),
          String.join(
              System.lineSeparator(), failures.subList(0, Math.min(SHOWN, failures.size()))));
    }
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    String given = System.getProperty("conformance.dir");
    Path folder =
        given != null
            ? Path.of(given).toAbsolutePath()
            : Path.of(
                Objects.requireNonNull(ConformanceTest.class.getResource("/conformance")).toURI());
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  /** A record that can't be read or played fails, and says nothing of the others. */
  private void judge(String place, String line) throws InterruptedException {
    try {
      judge(Json.parse(line));
    } catch (RuntimeException e) {
      failures.add(place + "\n    is no scenario with what is expected of it: " + e);
    }
  }

  private void judge(JsonNode record) throws InterruptedException {
    JsonNode scenario = record.get("scenario");
    JsonNode expected = record.get("expected");
    Optional<Cut> cut =
        expected.has("build_error") ? Optional.empty() : Differences.firstStep(scenario, expected);
    if (cut.isPresent() && cut.get().step() == 0 && !cut.get().isFault()) {
      skips.merge(cut.get().difference(), 1, Integer::sum);
      return;
    }
    List<String> problems;
    try {
      ObjectNode got = Play.play(scenario);
      problems = Comparison.problems(expected, got, cut.map(Cut::step).orElse(Integer.MAX_VALUE));
      if (cut.isPresent() && cut.get().isFault()) {
        problems.addAll(Faults.problems(scenario, expected, got, cut.get().step()));
      }
    } catch (RuntimeException | Error e) {
      problems = List.of("the runner broke: " + e + " at " + e.getStackTrace()[0]);
    }
    if (problems.isEmpty()) {
      passed++;
      cut.ifPresent(c -> cuts.merge(c.toString(), 1, Integer::sum));
    } else {
      failures.add(record.get("id").stringValue() + "\n    " + String.join("\n    ", problems));
    }
  }
}
