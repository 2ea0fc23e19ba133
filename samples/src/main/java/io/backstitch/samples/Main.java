package io.backstitch.samples;

import io.backstitch.FlowStoppedException;
import io.backstitch.persistence.PersistenceException;
import io.backstitch.samples.gameupgrade.GameUpgradeSample;
import java.io.IOException;
import java.io.UncheckedIOException;
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
      new TreeMap<>(Map.of("game-upgrade", GameUpgradeSample::new));

  private Main() {}

  /**
   * Runs a sample and ends the process: with 0 if it did what it was asked to show, otherwise with
   * another number after one sentence on the standard error.
   *
   * @param args the name of the sample and its options
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    String names = String.join(", ", SAMPLES.keySet());
    if (args.length == 0) {
      System.err.println("Say which sample to run: " + names + ".");
      return WRONG_USE;
    }
    Function<Terminal, Callable<Integer>> sample = SAMPLES.get(args[0]);
    if (sample == null) {
      System.err.println("There is no sample '" + args[0] + "'; there is " + names + ".");
      return WRONG_USE;
    }
    return new CommandLine(sample.apply(Terminal.system()))
        .setParameterExceptionHandler((e, rest) -> fail(String.valueOf(e.getMessage()), WRONG_USE))
        .setExecutionExceptionHandler((e, command, parsed) -> fail(sentence(e), 1))
        .execute(Arrays.copyOfRange(args, 1, args.length));
  }

  private static int fail(String sentence, int exitCode) {
    System.err.println(sentence.lines().findFirst().orElse("It failed."));
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
      return "The sample could not go on: " + e.getMessage();
    }
    throw e;
  }
}
