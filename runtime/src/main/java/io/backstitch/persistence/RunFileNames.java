package io.backstitch.persistence;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names for the files of runs. Two ids never have the same name, on file systems too that do not
 * tell upper case from lower case; a name says the id, unless that is too long for it.
 */
final class RunFileNames {

  /** What every name ends with. */
  static final String SUFFIX = ".jsonl";

  // Some file systems take no more than 143 characters.
  private static final int LONGEST = 120;
  private static final int KEPT_OF_LONG = 60;
  private static final char BEFORE_HASH = '~';

  /** Windows takes these for devices, whatever follows the first dot. */
  private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com.|lpt.)(\\..*)?");

  private static final Pattern ENCODED = Pattern.compile("(?:[a-z0-9._-]|%[0-9a-f]{4})+");

  private RunFileNames() {}

  /** The name of the file of a run. */
  static String of(String runId) {
    StringBuilder name = new StringBuilder();
    int kept = 0;
    boolean device = DEVICE.matcher(runId).matches();
    for (int i = 0; i < runId.length(); i++) {
      char c = runId.charAt(i);
      // A dot in front would hide the file.
      if (isPlain(c) && !(i == 0 && (c == '.' || device))) {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().toHexDigits(c));
      }
      if (name.length() <= KEPT_OF_LONG) {
        kept = name.length();
      }
    }
    if (name.length() > LONGEST) {
      name.setLength(kept);
      name.append(BEFORE_HASH).append(hash(runId));
    }
    return name + SUFFIX;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  }

  private static String hash(String runId) {
    // An encoding would make one of several ids that are no proper Unicode.
    ByteBuffer characters = ByteBuffer.allocate(2 * runId.length());
    characters.asCharBuffer().put(runId);
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(characters.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The id that a name says; empty if it says none, or is no name that {@link #of} gives. */
  static Optional<String> idOf(String name) {
    if (!name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String encoded = name.substring(0, name.length() - SUFFIX.length());
    if (!ENCODED.matcher(encoded).matches()) {
      return Optional.empty();
    }
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < encoded.length(); i++) {
      if (encoded.charAt(i) == '%') {
        id.append((char) HexFormat.fromHexDigits(encoded, i + 1, i + 5));
        i += 4;
      } else {
        id.append(encoded.charAt(i));
      }
    }
    return Optional.of(id.toString()).filter(each -> of(each).equals(name));
  }
}
