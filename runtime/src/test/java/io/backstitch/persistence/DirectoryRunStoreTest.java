package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.RUN;
import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backstitch.AtomState;
import io.backstitch.Failure;
import io.backstitch.FlowState;
import io.backstitch.Intention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRunStoreTest extends ExclusiveStoreContract {

  @TempDir Path temp;

  @Override
  Persistence persistence() {
    return DirectoryPersistence.at(place());
  }

  private Path place() {
    return temp.resolve("new one/ü ~ %20/runs");
  }

  private Path unfinished(String name) {
    return place().resolve("unfinished").resolve(name + ".jsonl");
  }

  private Path finished(String name) {
    return place().resolve("finished").resolve(name + ".jsonl");
  }

  private static AbstractStringAssert<?> assertRefusalOf(Path path) {
    return assertThat(
            assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> DirectoryPersistence.at(path).open())
                .actual()
                .getMessage())
        .contains(String.valueOf(path.getFileName()))
        .doesNotContain("\n");
  }

  @Test
  void writesWhatPeopleCanRead() throws IOException {
    String inputs = "{\"server\":\"s\u00fcd\",\"price\":1.10}";
    store.commit(List.of(new WriteSet("r", new NewRun("up", "1", inputs), null, List.of())));
    store.commit(
        List.of(
            new WriteSet(
                "r",
                null,
                new RunUpdate(FlowState.RUNNING, false),
                List.of(done("a", 1, "[1,\"x\"]"), done("b", 1, "not JSON")))));
    assertThat(
            Files.readString(unfinished("r"))
                .replaceAll("\"crc\":\"[0-9a-f]{8}\"", "CRC")
                .replaceAll("\"at\":\"20[0-9T:.-]+Z\"", "AT")
                .lines())
        .containsExactly(
            "{CRC,\"line\":1,AT,\"owner\":1,\"run\":\"r\",\"flow\":\"up\",\"flowVersion\":\"1\","
                + "\"inputs\":"
                + inputs
                + "}",
            "{CRC,\"line\":2,AT,\"owner\":1,\"state\":\"RUNNING\",\"turnedBack\":false,\"atoms\":["
                + "{\"atom\":\"a\",\"attempt\":1,\"version\":\"v1\",\"state\":\"SUCCESS\","
                + "\"result\":[1,\"x\"],\"sequence\":1},"
                + "{\"atom\":\"b\",\"attempt\":1,\"version\":\"v1\",\"state\":\"SUCCESS\","
                + "\"resultText\":\"not JSON\",\"sequence\":1}]}");
  }

  @Test
  void keepsIdsAndValuesThatAreNoProperUnicode() {
    String odd = "x\ud800y\udc00";
    store.commit(
        List.of(
            new WriteSet(
                odd, new NewRun("f", "1", "\"" + odd + "\""), null, List.of(done(odd, 1, odd))),
            start("x\ud801y\udc00"),
            start("\ud800".repeat(100)),
            start("\ud801".repeat(100))));
    reopen();
    assertThat(store.unfinished(null, 10)).hasSize(4);
    assertThat(run(odd).inputs()).isEqualTo("\"" + odd + "\"");
    assertThat(run(odd).atoms()).containsExactly(done(odd, 1, odd));
    assertThat(run("\ud801".repeat(100)).id()).isEqualTo("\ud801".repeat(100));
  }

  @Test
  void keepsRunsThatHaveEndedOutOfTheWay() throws IOException {
    store.commit(List.of(start("done"), start("r")));
    store.commit(List.of(update("done", FlowState.SUCCESS)));
    assertThat(unfinished("done")).doesNotExist();
    assertThat(finished("done")).exists();

    // As if the process had died before the file was moved.
    Files.move(finished("done"), unfinished("done"));
    reopen();
    assertThat(store.unfinished(null, 10)).containsExactly("r");
    assertThat(finished("done")).exists();
    assertThat(run("done").state()).isEqualTo(FlowState.SUCCESS);

    // As if it had died before a step was stored that begins it anew.
    Files.move(finished("done"), unfinished("done"));
    Files.writeString(place().resolve("run.new"), "{\"crc\":\"0");
    reopen();
    assertThat(run("done").state()).isEqualTo(FlowState.SUCCESS);
    assertThat(place().resolve("run.new")).doesNotExist();
  }

  @Test
  void aRunOfManyStepsDoesNotGrow() throws IOException {
    String result = "\"" + "x".repeat(1_000) + "\"";
    store.commit(List.of(start("r"), atoms("r", done("t", 1, result))));
    Failure failure = Failure.recorded("t", "E", List.of(), "no", "", null);
    List<AtomRecord> history = new ArrayList<>();
    for (int attempt = 1; attempt <= 400; attempt++) {
      int firstTried = Math.max(1, attempt - 3);
      AtomRecord tried =
          new AtomRecord(
              "retry",
              attempt,
              "1",
              AtomState.RETRYING,
              result,
              null,
              null,
              new RetryRecord(
                  Intention.EXECUTE,
                  firstTried,
                  attempt - firstTried,
                  Map.of("t", failure),
                  attempt),
              attempt);
      history.add(tried);
      store.commit(List.of(atoms("r", tried)));
      assertThat(Files.size(unfinished("r"))).isLessThan(90_000);
    }
    List<AtomRecord> expected = new ArrayList<>(history.subList(396, 400));
    expected.add(done("t", 1, result));
    assertThat(run("r").atoms()).usingRecursiveComparison().isEqualTo(expected);
    reopen();
    assertThat(run("r").atoms()).usingRecursiveComparison().isEqualTo(expected);
    store.adopt("r");
    store.commit(List.of(update("r", FlowState.SUCCESS)));
    assertThat(run("r").inputs()).isEqualTo(RUN.inputs());
  }

  @Test
  void anInterruptedThreadClosesNothing() {
    try {
      for (int i = 0; i < 50; i++) {
        Thread.currentThread().interrupt();
        store.commit(List.of(start("r" + i)));
        assertThat(store.load("r" + i)).isPresent();
        store.commit(List.of(update("r" + i, FlowState.SUCCESS)));
        store.commit(List.of(update("r" + i, FlowState.PENDING)));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      }
    } finally {
      Thread.interrupted();
    }
    reopen();
    assertThat(store.unfinished(null, 1_000)).hasSize(50);
  }

  @Test
  void storesTheOtherRunsOfABatchThatFails() throws IOException {
    store.commit(List.of(start("a"), start("b"), start("c")));
    Files.delete(unfinished("b"));
    List<WriteSet> batch =
        List.of(
            update("a", FlowState.RUNNING),
            update("b", FlowState.RUNNING),
            update("c", FlowState.RUNNING));
    assertRefused("b.jsonl", batch.toArray(WriteSet[]::new));
    assertThat(run("a").state()).isEqualTo(FlowState.RUNNING);
    assertThat(run("c").state()).isEqualTo(FlowState.PENDING);

    List<String> stored = new ArrayList<>();
    try (Journal journal = Journal.over(store, Runnable::run)) {
      for (WriteSet set : batch) {
        journal.submit(
            set,
            new Acknowledgement() {
              @Override
              public void committed(boolean mayStay) {
                stored.add(set.runId());
              }

              @Override
              public void failed(PersistenceException error) {
                assertThat(error).hasMessageContaining("'b'").hasMessageContaining("removed");
              }
            });
      }
    }
    assertThat(stored).containsExactlyInAnyOrder("a", "c");
    assertThat(run("c").state()).isEqualTo(FlowState.RUNNING);
  }

  @Test
  void writesNothingToAFileThatSomebodyElseHasShortened() throws IOException {
    store.commit(List.of(start("r")));
    byte[] before = Files.readAllBytes(unfinished("r"));
    Files.write(unfinished("r"), Arrays.copyOf(before, 20));
    assertRefused("somebody else has shortened it", update("r", FlowState.RUNNING));
    assertThat(unfinished("r")).hasSize(20);
  }

  @Test
  void aStoreThatWasShutOutWritesNothingMore() throws IOException {
    store.commit(List.of(start("r")));
    // Where locks do not work, another process could open it.
    Files.writeString(place().resolve("backstitch.json"), "{\"format\":1,\"owner\":2}");
    assertRefused("shut out", update("r", FlowState.RUNNING));
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> store.adopt("r"))
        .withMessageContaining("shut out");
    assertThat(run("r").state()).isEqualTo(FlowState.PENDING);
    Files.delete(place().resolve("backstitch.json"));
    assertRefused("backstitch.json", update("r", FlowState.RUNNING));
  }

  @Test
  void findsADirectoryByWhateverPathLeadsThere() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), place().getParent());
    assertRefusalOf(link.resolve("runs")).contains("open already");
    assertRefusalOf(place().resolve("../runs")).contains("open already");
  }

  @Test
  void countsItsOwners() throws IOException {
    assertThat(place().resolve("backstitch.json")).hasContent("{\"format\":1,\"owner\":1}\n");
    reopen();
    assertThat(place().resolve("backstitch.json")).hasContent("{\"format\":1,\"owner\":2}\n");
  }

  @Test
  void refusesANewerFormat() throws IOException {
    store.close();
    String newer = "{\"format\":2,\"owner\":1,\"more\":true}";
    Files.writeString(place().resolve("backstitch.json"), newer);
    assertRefusalOf(place()).contains("newer version", "format 2", "up to 1");
    assertRefusalOf(place()).contains("newer version");
    assertThat(place().resolve("backstitch.json")).hasContent(newer);
  }

  @Test
  void refusesADirectoryWhoseOwnFileIsDamagedOrLost() throws IOException {
    store.close();
    Path about = place().resolve("backstitch.json");
    for (String damaged : List.of("", "{", "[]", "{\"format\":1}", "{\"owner\":3}")) {
      Files.writeString(about, damaged);
      assertRefusalOf(place()).contains("backstitch.json is damaged", "Put it back");
    }
    Files.delete(about);
    assertRefusalOf(place()).contains("finished, unfinished", "no backstitch.json");
  }

  @Test
  void refusesADirectoryThatHoldsSomethingElse() throws IOException {
    Path home = Files.createDirectory(temp.resolve("home"));
    Files.writeString(home.resolve("diary"), "Dear diary");
    assertRefusalOf(home).contains("something else (diary)");
    assertThat(home.resolve("unfinished")).doesNotExist();
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertRefusalOf(file).contains("is a file");
    assertRefusalOf(file.resolve("runs")).contains("runs");
  }

  @Test
  void saysThatADirectoryCanNotBeWrittenTo() throws IOException {
    Path readOnly = Files.createDirectory(temp.resolve("readOnly"));
    assumeTrue(
        readOnly.toFile().setWritable(false) && !Files.isWritable(readOnly), "root may write");
    assertRefusalOf(readOnly).contains("the directory can't be written to");
    assertRefusalOf(readOnly.resolve("runs")).contains("can't be created");
    assertThat(readOnly.toFile().setWritable(true)).isTrue();
    DirectoryPersistence.at(readOnly).open().close();
  }

  @Test
  void saysWhichLockFileCanNotBeWritten() throws IOException {
    Path other = Files.createDirectories(temp.resolve("other/lock"));
    assertRefusalOf(temp.resolve("other")).contains(other + " can't be written");
  }
}
