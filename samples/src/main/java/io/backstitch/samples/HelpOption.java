package io.backstitch.samples;

import picocli.CommandLine.Option;

/** The option that every sample has. */
public final class HelpOption {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  /** Creates the option, for picocli to mix it in. */
  public HelpOption() {}
}
