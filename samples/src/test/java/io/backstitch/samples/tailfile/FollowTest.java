package io.backstitch.samples.tailfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.machine.Steps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows real files; each time the machine would wait, the next thing happens to them. */
class FollowTest {

  @TempDir Path temp;

  private Path file;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void writeFile() throws IOException {
    file = temp.resolve("file");
    Files.writeString(file, "one\ntwo\nthree\n");
  }

  /** What happens to the file while it is followed. */
  private interface Happening {
    void happen() throws IOException;
  }

  private void follow(int blockSize, Happening... happenings) throws IOException {
    Queue<Happening> queue = new ArrayDeque<>(Arrays.asList(happenings));
    Changes changes =
        () -> {
          Happening next = queue.poll();
          if (next == null) {
            return false;
          }
          next.happen();
          return true;
        };
    try (Tail tail = new Tail(file, 1, blockSize, output(), changes, notices::add)) {
      assertThat(TailMachine.FOLLOWING.begin(tail).runToEnd(TailEvent.START))
          .isEqualTo(TailState.Main.ENDED);
    }
    assertThat(queue).isEmpty();
  }

  private Tail.Output output() {
    return (bytes, length) -> {
      out.write(bytes, 0, length);
      return true;
    };
  }

  private void append(Path to, String text) throws IOException {
    Files.writeString(to, text, StandardOpenOption.APPEND);
  }

  @Test
  void showsWhatIsAdded() throws Exception {
    follow(
        4,
        () -> append(file, "four\n"),
        () -> {
          // Nothing has changed.
        },
        () -> append(file, "half "),
        () -> append(file, "a line\r"),
        () -> append(file, "\nlong ".repeat(100)));
    assertThat(out.toString(UTF_8)).isEqualTo("three\nfour\nhalf a line\r" + "\nlong ".repeat(100));
    assertThat(notices).isEmpty();
  }

  @Test
  void putsTogetherACharacterThatComesInParts() throws Exception {
    byte[] smile = "🙂".getBytes(UTF_8);
    follow(
        1024,
        () -> Files.write(file, Arrays.copyOf(smile, 3), StandardOpenOption.APPEND),
        () -> Files.write(file, Arrays.copyOfRange(smile, 3, 4), StandardOpenOption.APPEND));
    assertThat(out.toString(UTF_8)).isEqualTo("three\n🙂");
  }

  @Test
  void beginsWithNothingOfAnEmptyFile() throws Exception {
    Files.writeString(file, "");
    follow(1024, () -> append(file, "first\n"));
    assertThat(out.toString(UTF_8)).isEqualTo("first\n");
  }

  @Test
  void beginsAgainWhenTheFileIsCut() throws Exception {
    follow(
        4,
        () -> Files.writeString(file, "new\n"),
        () -> append(file, "more\n"),
        this::emptyTheFile);
    assertThat(out.toString(UTF_8)).isEqualTo("three\nnew\nmore\n");
    assertThat(notices).hasSize(2).allMatch(notice -> notice.contains("was cut"));
  }

  private void emptyTheFile() throws IOException {
    Files.writeString(file, "");
  }

  @Test
  void goesOnWithTheNextFileAfterTheRestOfTheOldOne() throws Exception {
    Path old = temp.resolve("file.1");
    follow(
        4,
        () -> {
          append(file, "before\n");
          Files.move(file, old);
          Files.writeString(file, "new\n");
          append(old, "late\n");
        },
        () -> append(file, "newer\n"));
    assertThat(out.toString(UTF_8)).isEqualTo("three\nbefore\nlate\nnew\nnewer\n");
    assertThat(notices).singleElement().asString().contains("another file");
  }

  @Test
  void losesNothingThatIsAddedToTheOldFileBeforeItSeesTheNewOne() throws Exception {
    Path old = temp.resolve("file.1");
    Changes changes =
        () -> {
          if (Files.exists(old)) {
            return false;
          }
          Files.move(file, old);
          Files.writeString(file, "new\n");
          return true;
        };
    try (Tail tail = new Tail(file, 1, 1024, output(), changes, notices::add)) {
      Steps<TailState, TailEvent> steps = TailMachine.FOLLOWING.begin(tail).steps(TailEvent.START);
      while (steps.hasNext()) {
        steps.next();
        if (steps.upcoming().equals(Optional.of(TailEvent.REPLACED))) {
          append(old, "late\n");
        }
      }
    }
    assertThat(out.toString(UTF_8)).isEqualTo("three\nlate\nnew\n");
  }

  @Test
  void waitsForAFileThatHasGone() throws Exception {
    Path old = temp.resolve("file.1");
    follow(
        4,
        () -> Files.move(file, old),
        () -> append(old, "late\n"),
        () -> Files.createDirectory(file),
        () -> Files.delete(file),
        () -> Files.writeString(file, "new\n"),
        () -> Files.delete(file),
        () -> Files.writeString(file, "newest\n"));
    assertThat(out.toString(UTF_8)).isEqualTo("three\nlate\nnew\nnewest\n");
    assertThat(notices)
        .hasSize(4)
        .allMatch(notice -> notice.startsWith(file + " "))
        .element(0)
        .asString()
        .contains("can't be read any more");
  }

  @Test
  void goesOnWhereItWasWhenTheSameFileComesBack() throws Exception {
    Path old = temp.resolve("file.1");
    follow(
        4, () -> Files.move(file, old), () -> Files.move(old, file), () -> append(file, "four\n"));
    assertThat(out.toString(UTF_8)).isEqualTo("three\nfour\n");
    assertThat(notices).hasSize(1);
  }

  @Test
  void showsAFileThatTakesThePlaceOfTheOldOneAtOnce() throws Exception {
    Path next = temp.resolve("next");
    Files.writeString(next, "one\ntwo\nthree\n");
    follow(
        4,
        () ->
            Files.move(
                next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    assertThat(out.toString(UTF_8)).isEqualTo("three\none\ntwo\nthree\n");
  }

  @Test
  void endsWhenNobodyReadsAnyMore() throws Exception {
    Changes never =
        () -> {
          throw new IOException("waits although nobody reads");
        };
    try (Tail tail = new Tail(file, 3, 4, (bytes, length) -> false, never, notices::add)) {
      assertThat(TailMachine.FOLLOWING.begin(tail).runToEnd(TailEvent.START))
          .isEqualTo(TailState.Main.ENDED);
    }
  }
}
