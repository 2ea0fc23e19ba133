package io.backstitch.samples;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what was given as a path; an empty one would be where the user stands. */
public abstract class PathConverter implements ITypeConverter<Path> {

  private final String what;

  /**
   * Prepares to read.
   *
   * @param what what the path is of, with its article
   */
  protected PathConverter(String what) {
    this.what = what;
  }

  @Override
  public final Path convert(String value) {
    try {
      if (!value.isEmpty()) {
        return Path.of(value);
      }
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + value + "' can't name " + what + " in this locale");
    }
    throw new TypeConversionException("it is empty");
  }
}
