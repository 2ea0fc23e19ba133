package io.backstitch.samples;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Where a sample prints: it knows which characters and colours can be shown there. */
public final class Terminal {

  private static final String GREEN = "32";
  private static final String RED = "31";

  private final PrintStream out;
  private final Charset charset;
  private final boolean unicode;
  private final boolean colours;
  private final int columns;

  /**
   * Creates a terminal.
   *
   * @param out where to print
   * @param charset the characters that can be shown
   * @param colours whether to send colours
   * @param columns how many characters a line can have
   */
  public Terminal(PrintStream out, Charset charset, boolean colours, int columns) {
    this.out = out;
    this.charset = charset;
    this.unicode = charset.newEncoder().canEncode("✓✗─▶");
    this.colours = colours;
    this.columns = columns;
  }

  static Terminal system() {
    // Java 17 prints in the default charset, which need not be that of the terminal.
    String name = System.getProperty("native.encoding", Charset.defaultCharset().name());
    Charset charset = Charset.forName(System.getProperty("stdout.encoding", name));
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
    // Whether it is a terminal at all, the script that runs the samples knows better.
    return new Terminal(
        out,
        charset,
        Boolean.getBoolean("samples.colours"),
        Integer.getInteger("samples.columns", Integer.MAX_VALUE));
  }

  /**
   * Whether line-drawing characters can be shown.
   *
   * @return false if only ASCII is safe
   */
  public boolean unicode() {
    return unicode;
  }

  /**
   * How many characters a line can have.
   *
   * @return the width
   */
  public int columns() {
    return columns;
  }

  /**
   * The same terminal, for what wants to print on its own.
   *
   * @return a writer that need not be flushed after a line
   */
  public PrintWriter writer() {
    return writerTo(out);
  }

  /**
   * A writer in the charset of this terminal.
   *
   * @param stream where it writes
   * @return a writer that need not be flushed after a line
   */
  public PrintWriter writerTo(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }

  /**
   * Prints a line.
   *
   * @param line the text
   */
  public void println(String line) {
    out.println(line);
  }

  /**
   * Prints bytes as they are.
   *
   * @param bytes has them from its beginning on
   * @param length how many there are
   * @return false if nobody reads them any more
   */
  public boolean write(byte[] bytes, int length) {
    out.write(bytes, 0, length);
    return !out.checkError();
  }

  /**
   * Prints the result of a check.
   *
   * @param passed whether it is as it should be
   * @param what what was checked
   */
  public void check(boolean passed, String what) {
    String mark = passed ? (unicode ? "✓" : "ok") : (unicode ? "✗" : "NOT OK");
    println("  " + (passed ? green(mark) : red(mark)) + " " + what);
  }

  /**
   * Marks text as good.
   *
   * @param text the text
   * @return the text, in green where there are colours
   */
  public String green(String text) {
    return coloured(GREEN, text);
  }

  /**
   * Marks text as bad.
   *
   * @param text the text
   * @return the text, in red where there are colours
   */
  public String red(String text) {
    return coloured(RED, text);
  }

  private String coloured(String colour, String text) {
    return colours ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
