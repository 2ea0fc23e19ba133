package io.backstitch.samples.tailfile;

import io.backstitch.machine.StateMachine;
import io.backstitch.samples.HelpOption;
import io.backstitch.samples.PathConverter;
import io.backstitch.samples.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows the last lines of a file, and follows it. */
@Command(
    name = "samples/run tail-file",
    description = {
      "Shows the last lines of a file, and then what is added to it.",
      "It is driven by a state machine, which --machine shows."
    },
    sortOptions = false)
public final class TailFileSample implements Callable<Integer> {

  private static final int BLOCK_SIZE = 64 * 1024;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      converter = FileConverter.class,
      description = "the file")
  private @Nullable Path file;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      converter = LinesConverter.class,
      description = "how many lines to show (default: ${DEFAULT-VALUE})")
  private int lines = 10;

  @Option(
      names = {"-f", "--follow"},
      description = {
        "go on with what is added, until Ctrl-C;",
        "when the file is cut, or replaced by another, begin at its beginning"
      })
  private boolean follow;

  @Option(names = "--machine", description = "show the state machine instead of a file")
  private boolean machine;

  @Mixin
  @SuppressWarnings("unused") // picocli looks at it
  private final HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec spec;

  /**
   * Creates the sample.
   *
   * @param terminal where to print
   */
  public TailFileSample(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    StateMachine<TailState, TailEvent, Tail> definition =
        follow ? TailMachine.FOLLOWING : TailMachine.ONCE;
    if (machine) {
      definition.toTable().lines().forEach(terminal::println);
      return 0;
    }
    Path path = file;
    if (path == null) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "Say which file to show");
    }
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    try (WatchedFile changes = new WatchedFile(path);
        Tail tail = new Tail(path, lines, BLOCK_SIZE, terminal::write, changes, err::println)) {
      definition.begin(tail).runToEnd(TailEvent.START);
    }
    return 0;
  }

  /** Reads what was given as the file. */
  private static final class FileConverter extends PathConverter {
    FileConverter() {
      super("a file");
    }
  }

  /** Reads what was given as {@code -n}. */
  private static final class LinesConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("[0-9]{1,9}")) {
        return Integer.valueOf(value);
      }
      throw new TypeConversionException("'" + value + "' is not a number from 0 to 999999999");
    }
  }
}
