package io.backstitch.samples.tailfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LastLinesTest {

  private static final int[] BLOCK_SIZES = {1, 2, 3, 4, 5, 7, 16, 65536};

  @TempDir Path temp;

  static Stream<String> texts() {
    return Stream.of(
        "",
        "\n",
        "\n\n\n",
        "one",
        "one\n",
        "one\ntwo",
        "one\ntwo\nthree\n",
        "one\r\ntwo\r\n\r\nthree\r\n",
        "one\r\ntwo\r\nthree without an end",
        "ein Käse\nein Öl\n日本語\n🙂🙂🙂\n",
        "Zeile ü\r\n一二三四\r\n🙂 without an end",
        "short\n" + "a very long line ü🙂 ".repeat(500) + "\nlast\n",
        "a very long line without an end ü🙂 ".repeat(500));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void showsTheLastLinesWhereverTheBordersOfBlocksAre(String text) throws Exception {
    Path file = temp.resolve("file");
    Files.writeString(file, text);
    for (int blockSize : BLOCK_SIZES) {
      for (int lines = 0; lines <= 5; lines++) {
        assertThat(shown(file, lines, blockSize))
            .as("%s lines, with blocks of %s bytes", lines, blockSize)
            .isEqualTo(lastLines(text, lines));
      }
    }
  }

  @Test
  void showsTheLastLinesOfAnyText() throws Exception {
    Random random = new Random(1);
    Path file = temp.resolve("file");
    List<String> parts = List.of("\n", "\r\n", "\r", "x", "ü", "語", "🙂");
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      Files.writeString(file, text);
      int lines = random.nextInt(8);
      assertThat(shown(file, lines, 1 + random.nextInt(9)))
          .as("%s lines of %s", lines, text)
          .isEqualTo(lastLines(text.toString(), lines));
    }
  }

  /** What is shown, as the text that its bytes are. */
  private static String shown(Path file, int lines, int blockSize) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Tail tail = new Tail(file, lines, blockSize, to(out), () -> false, notice -> {})) {
      TailMachine.ONCE.begin(tail).runToEnd(TailEvent.START);
    }
    return out.toString(UTF_8);
  }

  private static Tail.Output to(ByteArrayOutputStream out) {
    return (bytes, length) -> {
      out.write(bytes, 0, length);
      return true;
    };
  }

  /** The same without looking at bytes. */
  private static String lastLines(String text, int count) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(from, end));
      from = end;
    }
    return String.join("", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}
