package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.FlowState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a directory after a crash, or after somebody or something has damaged it. */
class DirectoryCrashTest {

  @TempDir Path temp;

  private Path place() {
    return temp.resolve("runs");
  }

  private RunStore open() {
    return DirectoryPersistence.at(place()).open();
  }

  private Path file(String name) {
    return place().resolve("unfinished").resolve(name + ".jsonl");
  }

  /** A run whose file has three lines, and another. */
  private byte[] threeLines() throws IOException {
    try (RunStore store = open()) {
      store.commit(List.of(start("r"), start("other")));
      store.commit(List.of(atoms("r", done("a", 1, "\"\u00fc\""))));
      store.commit(List.of(atoms("r", done("b", 1, "2"))));
    }
    return Files.readAllBytes(file("r"));
  }

  private static int startOfLine(int number, byte[] lines) {
    int line = 1;
    for (int i = 0; i < lines.length; i++) {
      if (line == number) {
        return i;
      }
      if (lines[i] == '\n') {
        line++;
      }
    }
    throw new AssertionError("There is no line " + number);
  }

  @Test
  void aLastLineThatIsCutOffAnywhereIsDropped() throws IOException {
    byte[] whole = threeLines();
    for (int end = startOfLine(3, whole); end < whole.length; end++) {
      Files.write(file("r"), Arrays.copyOf(whole, end));
      assertLastLineIsDropped();
    }
  }

  /** The disk knew already how long the file is, but not all that is in it. */
  @Test
  void aLastLineOfWhichBlocksAreMissingIsDropped() throws IOException {
    byte[] whole = threeLines();
    int last = startOfLine(3, whole);
    for (int zeros = 1; zeros <= whole.length - last; zeros += 9) {
      byte[] torn = whole.clone();
      Arrays.fill(torn, last, last + zeros, (byte) 0);
      Files.write(file("r"), torn);
      assertLastLineIsDropped();
      torn = whole.clone();
      Arrays.fill(torn, whole.length - zeros, whole.length, (byte) 0);
      Files.write(file("r"), torn);
      assertLastLineIsDropped();
    }
  }

  private void assertLastLineIsDropped() {
    try (RunStore store = open()) {
      assertThat(store.load("r").orElseThrow().atoms()).containsExactly(done("a", 1, "\"\u00fc\""));
      store.adopt("r");
      store.commit(List.of(atoms("r", done("c", 1, "3"))));
    }
    try (RunStore store = open()) {
      assertThat(store.load("r").orElseThrow().atoms())
          .containsExactly(done("a", 1, "\"\u00fc\""), done("c", 1, "3"));
    }
  }

  @Test
  void aByteThatIsNotAsItWasMakesTheRunUnreadable() throws IOException {
    byte[] whole = threeLines();
    // The end of the last line is what tells whether it was ever there.
    for (int at = 0; at < whole.length - 1; at += 5) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file("r"), damaged);
      int line = at < startOfLine(2, whole) ? 1 : at < startOfLine(3, whole) ? 2 : 3;
      assertUnreadable("r", "r.jsonl: line " + line);
      assertThat(Files.readAllBytes(file("r"))).isEqualTo(damaged);
    }
  }

  @Test
  void linesThatAreMissingOrRepeatedMakeTheRunUnreadable() throws IOException {
    byte[] whole = threeLines();
    int second = startOfLine(2, whole);
    int third = startOfLine(3, whole);
    byte[] withoutSecond = Arrays.copyOf(whole, second + whole.length - third);
    System.arraycopy(whole, third, withoutSecond, second, whole.length - third);
    Files.write(file("r"), withoutSecond);
    assertUnreadable("r", "r.jsonl: line 2 says that it is line 3");
    for (int end : new int[] {0, 10, second - 1}) {
      Files.write(file("r"), Arrays.copyOf(whole, end));
      assertUnreadable("r", "r.jsonl: line 1 is cut off");
    }
  }

  /** It is listed, so that somebody hears of it; nothing else suffers. */
  private void assertUnreadable(String id, String why) {
    try (RunStore store = open()) {
      assertThat(store.unfinished(null, 10)).contains(id, "other");
      for (Runnable use :
          List.<Runnable>of(
              () -> store.load(id),
              () -> store.adopt(id),
              () -> store.commit(List.of(start(id))),
              () -> store.commit(List.of(update(id, FlowState.RUNNING))))) {
        assertThatExceptionOfType(PersistenceException.class)
            .isThrownBy(use::run)
            .withMessageContaining("'" + id + "' can't be read")
            .withMessageContaining(why)
            .withMessageContaining("from a copy");
      }
      store.adopt("other");
      store.commit(List.of(update("other", FlowState.RUNNING)));
      assertThat(store.load("other")).isPresent();
    }
  }

  @Test
  void aFinishedRunThatIsDamagedIsNotTakenForAnother() throws IOException {
    try (RunStore store = open()) {
      store.commit(List.of(start("r"), update("r", FlowState.SUCCESS)));
    }
    Path file = place().resolve("finished/r.jsonl");
    Path copy = Files.copy(file, file.resolveSibling("s.jsonl"));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    try (RunStore store = open()) {
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> store.load("r"))
          .withMessageContaining("line 1 is cut off");
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> store.commit(List.of(start("r"))))
          .withMessageContaining("line 1 is cut off");
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> store.load("s"))
          .withMessageContaining(copy + ": line 1 says that it is run 'r'");
    }
  }

  @Test
  void aFileOfAnUnknownRunIsListedByItsName() throws IOException {
    String id = "long/".repeat(100);
    try (RunStore store = open()) {
      store.commit(List.of(start(id), start("other")));
    }
    Path file;
    try (Stream<Path> files = Files.list(place().resolve("unfinished"))) {
      file = files.filter(f -> f.toString().contains("long")).findFirst().orElseThrow();
    }
    String name = file.getFileName().toString();
    Files.writeString(file, "Dear diary\n");
    assertUnreadable(name, name + ": line 1 does not begin with a checksum");
    try (RunStore store = open()) {
      for (Runnable use :
          List.<Runnable>of(() -> store.load(id), () -> store.commit(List.of(start(id))))) {
        assertThatExceptionOfType(PersistenceException.class)
            .isThrownBy(use::run)
            .withMessageContaining("line 1 does not begin with a checksum");
      }
    }
  }

  @Test
  void aCopyOfAFileIsNotTakenForARun() throws IOException {
    threeLines();
    Files.copy(file("r"), file("copy"));
    assertUnreadable("copy", "copy.jsonl: it is the file of run 'r'");
    try (RunStore store = open()) {
      assertThat(store.load("r")).isPresent();
    }
  }

  /** At each, the process may die: just before the disk has it, or just after. */
  @Test
  void everyWaitForTheDiskMayBeTheLast() throws IOException {
    Map<String, Integer> stored = new TreeMap<>();
    List<Integer> crashes = new ArrayList<>();
    DurableFiles.Sync sync =
        file -> {
          assertCopyHas(stored, crashes.size());
          crashes.add(stored.size());
          DurableFiles.Sync.OF_SYSTEM.sync(file);
          assertCopyHas(stored, crashes.size());
          crashes.add(stored.size());
        };
    String large = "\"" + "x".repeat(30_000) + "\"";
    try (RunStore store = new DirectoryPersistence(place(), sync).open()) {
      for (int i = 0; i < 4; i++) {
        String id = "r" + i;
        store.commit(List.of(start(id)));
        stored.put(id, 0);
        for (int step = 1; step <= 10; step++) {
          // One atom again and again, so that the file is written anew; reset in between.
          FlowState state = step % 4 == 0 ? FlowState.SUCCESS : FlowState.RUNNING;
          store.commit(
              List.of(
                  new WriteSet(
                      id, null, new RunUpdate(state, false), List.of(done("last", step, large)))));
          stored.put(id, step);
        }
      }
    }
    assertThat(crashes).hasSizeGreaterThan(90);
  }

  private void assertCopyHas(Map<String, Integer> stored, int number) throws IOException {
    Path copy = temp.resolve("copy" + number);
    try (Stream<Path> files = Files.walk(place())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(place().relativize(file).toString()));
      }
    }
    try (RunStore store = DirectoryPersistence.at(copy).open()) {
      List<String> unfinished = store.unfinished(null, 100);
      stored.forEach(
          (id, step) -> {
            StoredRun run = store.load(id).orElseThrow();
            int found = run.atoms().isEmpty() ? 0 : run.atoms().get(0).attempt();
            assertThat(found).isBetween(step, step + 1);
            assertThat(unfinished.contains(id)).isEqualTo(run.state() != FlowState.SUCCESS);
            store.adopt(id);
            store.commit(List.of(atoms(id, done("more", 1, "1"))));
          });
    }
  }

  @Test
  void aDiskThatFailsIsNotAskedAgainForTheSameFile() throws IOException {
    List<Boolean> answers = new ArrayList<>();
    DurableFiles.Sync failing =
        file -> {
          if (!answers.isEmpty() && answers.remove(0)) {
            throw new IOException("bad sector");
          }
        };
    DirectoryPersistence persistence = new DirectoryPersistence(place(), failing);
    try (RunStore store = persistence.open()) {
      store.commit(List.of(start("r"), start("s")));
      answers.add(true);
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(PersistenceException.class)
            .isThrownBy(() -> store.commit(List.of(atoms("r", done("a", 1, "1")))))
            .withMessageContaining("'r' can't be stored any more")
            .withMessageContaining("bad sector")
            .withMessageContaining("open it again");
      }
      assertThat(store.load("r").orElseThrow().atoms()).isEmpty();
      store.commit(List.of(update("s", FlowState.RUNNING)));

      // A new run has a new file, each time.
      answers.add(true);
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> store.commit(List.of(start("new"))))
          .withMessageContaining("bad sector");
      assertThat(store.load("new")).isEmpty();
      store.commit(List.of(start("new")));
    }
    try (RunStore store = persistence.open()) {
      assertThat(store.unfinished(null, 10)).containsExactly("new", "r", "s");
      answers.add(true);
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> store.adopt("r"))
          .withMessageContaining("'r' could not be adopted");
      store.adopt("r");
      store.commit(List.of(atoms("r", done("a", 1, "1"))));
      assertThat(store.load("r").orElseThrow().atoms()).hasSize(1);
    }
  }
}
