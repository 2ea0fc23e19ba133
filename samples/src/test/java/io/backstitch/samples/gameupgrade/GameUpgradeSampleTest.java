package io.backstitch.samples.gameupgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.samples.SampleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    assertThat(LedgerLines.read(directory).ended())
        .containsExactlyInAnyOrder(
            TASKS.stream().map(GameUpgradeSampleTest::key).toArray(String[]::new));

    SampleProcess.Result second = run();

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
    List<String> tasks = ledger.begun().stream().filter(key -> !key.endsWith("/revert")).toList();
    assertThat(tasks).contains(key(task)).doesNotHaveDuplicates();
    assertThat(ledger.ended())
        .doesNotContain(key(task))
        .containsAll(tasks.stream().map(key -> key + "/revert").toList())
        .doesNotHaveDuplicates();
    assertThat(directory.resolve("server/installed/2.0")).doesNotExist();
    assertThat(directory.resolve("database/backup.zip")).doesNotExist();
  }

  @ParameterizedTest
  @FieldSource("TASKS")
  void carriesOnAfterACrash(String task) throws Exception {
    List<String> finished = crash(task);
    LedgerLines before = LedgerLines.read(directory);

    SampleProcess.Result result = run("--keep");

    result.isGood();
    assertThat(String.join("\n", result.out())).contains(NEW_VERSION, PLAYERS);
    LedgerLines after = LedgerLines.read(directory);
    assertThat(after.begun(key(task))).as("the task that was cut short ran again").isEqualTo(2);
    assertThat(finished).allSatisfy(key -> assertThat(after.begun(key)).isEqualTo(1));
    assertThat(after.begun().size() - before.begun().size())
        .as("tasks that were not finished")
        .isEqualTo(TASKS.size() - finished.size());
    assertThat(after.ended()).containsAll(TASKS.stream().map(GameUpgradeSampleTest::key).toList());
  }

  @Test
  void goesBackAfterACrash() throws Exception {
    crash("startServer");

    SampleProcess.Result result = run("--fail-at", "startServer");

    result.isGood();
    assertThat(String.join("\n", result.out())).contains(OLD_VERSION, PLAYERS);
    assertThat(directory).doesNotExist();
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

    run("--crash-at", "stopServer");
    run().isGood();

    assertThat(directory).isEmptyDirectory();
  }

  private List<String> crash(String task) throws Exception {
    SampleProcess.Result result = run("--crash-at", task);
    assertThat(result.exitCode()).as("exit code, %s", result).isEqualTo(Rehearsal.KILLED);
    return result.out().stream()
        .filter(line -> line.contains("RUNNING -> SUCCESS"))
        .map(line -> key(line.replaceFirst("^ *\\S+ s +(\\S+) .*", "$1")))
        .toList();
  }

  private static String key(String task) {
    return "upgrade-2.0/" + task + "/1";
  }
}
