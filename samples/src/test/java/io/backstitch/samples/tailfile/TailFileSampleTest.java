package io.backstitch.samples.tailfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.samples.SampleProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailFileSampleTest {

  /** What the shell sees of a process that was asked to end. */
  private static final int TERMINATED = 143;

  @TempDir Path temp;

  @Test
  void showsTenLinesUnlessToldOtherwise() throws Exception {
    Path file = temp.resolve("file");
    Files.writeString(file, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\nü🙂\n");

    SampleProcess.Result ten = SampleProcess.runHere("tail-file", file.toString());
    SampleProcess.Result two = SampleProcess.runHere("tail-file", file.toString(), "-n", "2");

    ten.isGood();
    assertThat(ten.out()).hasSize(10).startsWith("3").endsWith("11", "ü🙂");
    two.isGood();
    assertThat(two.out()).containsExactly("11", "ü🙂");
  }

  @Test
  void saysInASentenceWhyItCannotShowAFile() {
    String missing = temp.resolve("missing").toString();
    SampleProcess.runHere("tail-file", missing).isRefusal(missing, "is not there");
    SampleProcess.runHere("tail-file", missing, "-f").isRefusal(missing, "is not there");
    SampleProcess.runHere("tail-file", missing + "/file").isRefusal(missing);
    SampleProcess.runHere("tail-file", temp.toString()).isRefusal("is a directory");
    SampleProcess.runHere("tail-file").isRefusal("which file");
    SampleProcess.runHere("tail-file", "").isRefusal("empty");
    SampleProcess.runHere("tail-file", missing, "-n", "-1").isRefusal("'-1'", "999999999");
    SampleProcess.runHere("tail-file", missing, missing).isRefusal(missing);
  }

  @Test
  void showsItsMachine() {
    SampleProcess.Result result = SampleProcess.runHere("tail-file", "--machine");
    result.isGood();
    assertThat(result.out())
        .contains("^  NEW        START         OPENING", "SEEKING:", "$  FOUND     gives ENOUGH");
  }

  @Test
  void followsAFileUntilItIsAskedToEnd() throws Exception {
    Path file = temp.resolve("file");
    Files.writeString(file, "one\ntwo\n");
    String[] arguments = {"tail-file", file.toString(), "-n", "1", "--follow"};
    try (SampleProcess sample = SampleProcess.start(temp, arguments)) {
      sample.awaitOutput("two\n");
      Files.writeString(file, "three\n", StandardOpenOption.APPEND);
      sample.awaitOutput("three\n");
      Path next = temp.resolve("next");
      Files.writeString(next, "four\n");
      Files.move(file, temp.resolve("file.1"));
      Files.move(next, file);
      sample.awaitOutput("four\n");

      // As Ctrl-C does, which not every parent lets through.
      sample.signal("TERM");

      SampleProcess.Result result = sample.await();
      assertThat(result.exitCode()).isEqualTo(TERMINATED);
      assertThat(result.out()).containsExactly("two", "three", "four");
      assertThat(result.err()).last().asString().contains("another file");
    }
  }

  @Test
  void isQuietWhenItIsAskedToEnd() throws Exception {
    Path file = temp.resolve("file");
    Files.writeString(file, "one\n");
    try (SampleProcess sample = SampleProcess.start(temp, "tail-file", file.toString(), "-f")) {
      sample.awaitOutput("one\n");
      sample.signal("TERM");
      SampleProcess.Result result = sample.await();
      assertThat(result.exitCode()).isEqualTo(TERMINATED);
      assertThat(result.out()).containsExactly("one");
      assertThat(result.err()).isEmpty();
    }
  }
}
