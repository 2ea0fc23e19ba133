package io.backstitch.samples;

import io.backstitch.FlowStoppedException;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.samples.gameupgrade.GameUpgradeSample;
import io.backstitch.samples.tailfile.TailFileSample;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;

/** Runs a sample by its name. */
public final class Main {

  private static final int WRONG_USE = 2;

  private static final Map<String, Function<Terminal, Callable<Integer>>> SAMPLES =
      new TreeMap<>(
          Map.of("game-upgrade", GameUpgradeSample::new, "tail-file", TailFileSample::new));

  private Main() {}

  /**
   * Runs a sample and ends the process: with 0 if it did what it was asked to show, otherwise with
   * another number after one sentence on the standard error.
   *
   * @param args the name of the sample and its options
   */
  public static void main(String[] args) {
    System.exit(run(args, Terminal.system(), System.err));
  }

  static int run(String[] args, Terminal terminal, PrintStream err) {
    String names = String.join(", ", SAMPLES.keySet());
    String first = args.length == 0 ? "" : args[0];
    if (first.equals("--help") || first.equals("-h")) {
      terminal.println("Usage: samples/run SAMPLE [OPTION...]");
      terminal.println("The samples are: " + names + ".");
      terminal.println("To see what a sample does: samples/run SAMPLE --help");
      return 0;
    }
    Function<Terminal, Callable<Integer>> sample = SAMPLES.get(first);
    if (sample == null) {
      String problem =
          first.isEmpty() ? "Say which sample to run" : "There is no sample '" + first + "'";
      return fail(err, problem + "; the samples are: " + names + ".", WRONG_USE);
    }
    return new CommandLine(sample.apply(terminal))
        .setOut(terminal.writer())
        .setErr(terminal.writerTo(err))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(
            (e, rest) -> fail(err, String.valueOf(e.getMessage()), WRONG_USE))
        .setExecutionExceptionHandler((e, command, parsed) -> fail(err, sentence(e), 1))
        .execute(Arrays.copyOfRange(args, 1, args.length));
  }

  private static int fail(PrintStream err, String sentence, int exitCode) {
    err.println(sentence.lines().findFirst().orElse("It failed."));
    return exitCode;
  }

  /** What went wrong outside is told in a sentence; a mistake of the program keeps its trace. */
  private static String sentence(Exception e) throws Exception {
    if (e instanceof SampleException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof IOException
        || e instanceof UncheckedIOException
        || e instanceof SQLException
        || e instanceof PersistenceException
        || e instanceof FlowStoppedException) {
      return "The sample could not go on: " + reason(e);
    }
    throw e;
  }

  /** The message of some exceptions is no more than the name of a file. */
  private static String reason(Exception e) {
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
      return reason(cause);
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there.";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + " can't be read or written.";
    }
    return String.valueOf(e.getMessage());
  }
}
