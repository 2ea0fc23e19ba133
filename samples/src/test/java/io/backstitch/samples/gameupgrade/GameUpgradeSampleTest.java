package io.backstitch.samples.gameupgrade;

import static io.backstitch.samples.gameupgrade.LedgerLines.key;
import static io.backstitch.samples.gameupgrade.LedgerLines.keyOfRevert;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.samples.SampleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GameUpgradeSampleTest {

  private static final String NEW_VERSION =
      "the server answers with the new version: 2.0, schema 2";
  private static final String OLD_VERSION =
      "the server answers with the old version: 1.0, schema 1";
  private static final String PLAYERS = "all 1000 players are there";

  private static final List<String> TASKS =
      List.of("stopServer", "backUpDatabase", "upgradeDatabase", "upgradeApp", "startServer");

  private static final List<String> TASK_KEYS = TASKS.stream().map(LedgerLines::key).toList();

  private static final Pattern FINISHED =
      Pattern.compile(" *\\S+ s +(\\S+) .* -> (SUCCESS|REVERTED)\\b.*");

  @TempDir Path temp;

  private Path directory;
  private int port;

  @BeforeEach
  void choosePlaces() throws Exception {
    directory = temp.resolve("a world");
    port = SampleProcess.freePort();
  }

  @AfterEach
  void nothingAnswersAnyMore() {
    SampleProcess.assertFree(port);
  }

  private SampleProcess.Result run(String... options) throws Exception {
    return SampleProcess.run(temp, arguments(options));
  }

  private SampleProcess.Result runHere(String... options) {
    return SampleProcess.runHere(arguments(options));
  }

  private String[] arguments(String... options) {
    Stream<String> all =
        Stream.of("game-upgrade", "--directory", directory.toString(), "--port", "" + port);
    return Stream.concat(all, Stream.of(options)).toArray(String[]::new);
  }

  @Test
  void upgradesAsOftenAsYouLike() throws Exception {
    SampleProcess.Result first = run("--keep");

    first.isGood();
    assertThat(String.join("\n", first.out()))
        .containsPattern("backUpDatabase .*[>▶] upgradeDatabase")
        .contains("startServer      RUNNING -> SUCCESS", NEW_VERSION, PLAYERS);
    assertThat(LedgerLines.read(directory).ended()).containsExactlyInAnyOrderElementsOf(TASK_KEYS);

    SampleProcess.Result second = runHere();

    second.isGood();
    assertThat(String.join("\n", second.out())).contains("Setting up", NEW_VERSION, PLAYERS);
    assertThat(directory).doesNotExist();
  }

  @ParameterizedTest
  @FieldSource("TASKS")
  void putsEverythingBackWhenATaskFails(String task) throws Exception {
    SampleProcess.Result result = runHere("--keep", "--fail-at", task);

    result.isGood();
    assertThat(String.join("\n", result.out()))
        .contains(OLD_VERSION, PLAYERS, "the table has its old columns");
    LedgerLines ledger = LedgerLines.read(directory);
    List<String> tasks = ledger.begun().stream().filter(TASK_KEYS::contains).toList();
    assertThat(tasks).contains(key(task));
    assertThat(ledger.repeated()).isEmpty();
    assertThat(ledger.ended())
        .doesNotContain(key(task))
        .containsAll(tasks.stream().map(key -> key + "/revert").toList());
    assertThat(directory.resolve("server/installed/2.0")).doesNotExist();
    assertThat(directory.resolve("database/backup.zip")).doesNotExist();
  }

  @ParameterizedTest
  @FieldSource("TASKS")
  void carriesOnAfterACrash(String task) throws Exception {
    Map<String, Integer> finished = kill("--crash-at", task);
    LedgerLines before = LedgerLines.read(directory);
    assertThat(before.begun()).contains(key(task));
    assertThat(before.ended()).doesNotContain(key(task));
    assertIsHalfDone(task);

    SampleProcess.Result result = runHere("--keep");

    result.isGood();
    assertThat(String.join("\n", result.out())).contains(NEW_VERSION, PLAYERS);
    LedgerLines after = LedgerLines.read(directory);
    assertThat(after.ended()).containsAll(TASK_KEYS);
    assertRanNoMore(finished, after);
    assertThat(after.repeated())
        .as("the task that was cut short, and perhaps the one beside it")
        .contains(key(task))
        .isSubsetOf(before.begun());
    assertThat(after.begun()).hasSize(TASKS.size() + after.repeated().size());
  }

  /** Checks that the process was killed in the middle of the work of the task. */
  private void assertIsHalfDone(String task) throws Exception {
    World world = new World(directory);
    boolean isRunning = ServerControl.isRunning(world.server());
    assertThat(isRunning).as("the server runs").isEqualTo(task.equals("startServer"));
    switch (task) {
      case "backUpDatabase" ->
          assertThat(directory.resolve("database"))
              .isDirectoryContaining("glob:**.unfinished")
              .isDirectoryNotContaining("glob:**.zip");
      case "upgradeDatabase" -> {
        try (Connection database = world.database().open()) {
          assertThat(DatabaseUpgrade.number(database, "SELECT COUNT(level) FROM player"))
              .isEqualTo(500);
        }
      }
      case "upgradeApp" -> {
        assertThat(directory.resolve("server/installed/2.0")).exists();
        assertThat(AppDirectory.of(world.server()).currentVersion()).isEqualTo(World.OLD);
      }
      default -> {}
    }
  }

  @Test
  void goesBackAfterACrash() throws Exception {
    kill("--crash-at", "startServer");

    SampleProcess.Result result = runHere("--fail-at", "startServer");

    result.isGood();
    assertThat(String.join("\n", result.out())).contains(OLD_VERSION, PLAYERS);
    assertThat(directory).doesNotExist();
  }

  @Test
  void goesOnGoingBackHoweverOftenItIsKilled() throws Exception {
    Map<String, Integer> finished = new HashMap<>();
    // In an order in which they can be undone.
    for (String task :
        List.of("startServer", "upgradeApp", "upgradeDatabase", "backUpDatabase", "stopServer")) {
      finished.putAll(kill("--fail-at", "startServer", "--crash-at", task));
      assertThat(LedgerLines.read(directory).begun()).contains(keyOfRevert(task));
    }

    SampleProcess.Result result = run("--keep");

    result.isGood();
    assertThat(String.join("\n", result.out()))
        .contains(OLD_VERSION, PLAYERS, "the table has its old columns");
    LedgerLines ledger = LedgerLines.read(directory);
    assertRanNoMore(finished, ledger);
    assertThat(ledger.repeated())
        .as("nothing but the steps back that were cut short")
        .containsExactlyInAnyOrderElementsOf(TASKS.stream().map(LedgerLines::keyOfRevert).toList());
    assertThat(ledger.ended()).doesNotContain(key("startServer")).containsAll(ledger.repeated());
  }

  @Test
  void refusesADirectoryThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "mine");
    directory = file;
    runHere().isRefusal(file.toString(), "cannot be written");
    directory = file.resolve("in a file");
    runHere().isRefusal(file.toString(), "cannot be written");
    assertThat(file).hasContent("mine");
    directory = temp.resolve("nowhere").resolve("world");
    runHere().isRefusal(directory.toString(), "there is no " + directory.getParent());
    assertThat(directory.getParent()).doesNotExist();
  }

  @Test
  void refusesADirectoryOfSomebodyElse() throws IOException {
    Path mine = Files.createDirectories(directory.resolve("server")).resolve("game-upgrade.lock");
    Files.writeString(mine, "mine");

    runHere().isRefusal(directory.toString(), "--directory");
    directory = mine.getParent();
    runHere().isRefusal(directory.toString(), "--directory");

    assertThat(mine).hasContent("mine");
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(mine));
  }

  @Test
  void leavesADirectoryInPlaceThatWasThere() throws Exception {
    Files.createDirectory(directory);

    kill("--crash-at", "stopServer");
    runHere().isGood();

    assertThat(directory).isEmptyDirectory();
  }

  /**
   * Lets a run kill itself.
   *
   * @return the steps, also those back, that the engine had announced as finished, and how often
   *     each had begun until then
   */
  private Map<String, Integer> kill(String... options) throws Exception {
    SampleProcess.Result result = run(options);
    assertThat(result.exitCode()).as("exit code, %s", result).isEqualTo(Rehearsal.KILLED);
    assertThat(result.err()).hasSize(1);
    LedgerLines ledger = LedgerLines.read(directory);
    return result.out().stream()
        .map(FINISHED::matcher)
        .filter(Matcher::matches)
        .filter(line -> TASKS.contains(line.group(1)))
        .map(
            line ->
                line.group(2).equals("SUCCESS") ? key(line.group(1)) : keyOfRevert(line.group(1)))
        .collect(Collectors.toMap(key -> key, ledger::begun));
  }

  private static void assertRanNoMore(Map<String, Integer> finished, LedgerLines ledger) {
    assertThat(finished)
        .as("no finished task ran twice")
        .allSatisfy((key, times) -> assertThat(ledger.begun(key)).as(key).isEqualTo(times));
  }
}
