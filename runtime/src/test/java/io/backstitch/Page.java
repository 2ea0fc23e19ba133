package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, whose examples are tested. */
public final class Page {

  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w*)\\R(.*?)```");
  private static final Path TESTS = Path.of("src", "test", "java");

  private final String text;

  /**
   * Reads a page.
   *
   * @param name the name of its file in {@code docs}
   * @throws IOException if it can't be read
   */
  public Page(String name) throws IOException {
    text = Files.readString(Path.of("..", "docs", name)).replace("\r\n", "\n");
  }

  /**
   * The text of the page.
   *
   * @return all of it
   */
  public String text() {
    return text;
  }

  /**
   * What the page shows.
   *
   * @param language what the blocks are marked with
   * @return the text of each block, in order
   */
  public List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  /**
   * Checks that all Java code of the page is in the class that tests it, but for white space.
   *
   * @param test the class
   * @throws IOException if its source can't be read
   */
  public void assertAllCodeIsIn(Class<?> test) throws IOException {
    Path source = TESTS.resolve(test.getName().replace('.', '/') + ".java");
    String here = withoutSpace(Files.readString(source));
    assertThat(blocks("java"))
        .isNotEmpty()
        .allSatisfy(block -> assertThat(here).contains(withoutSpace(block)));
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }
}
