package io.backstitch.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process runs, so that another on the same machine can tell that it is gone: what tells
 * this start of the machine and its processes from others, and the process itself.
 *
 * @param machine the id of the start of the machine and of the space of process numbers; empty if
 *     it is not known
 * @param process the number of the process
 * @param start when it started, in ticks of the machine's clock since its start, which no
 *     correction of the time of day changes; -1 if that is not known
 */
record Place(String machine, long process, long start) {

  private static final long UNKNOWN = -1;
  private static final int START_AFTER_NAME = 19;
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESS_SPACE = Path.of("/proc/self/ns/pid");

  /** That of this process. */
  static Place here() {
    long process = ProcessHandle.current().pid();
    return new Place(machineHere(), process, startOf(process));
  }

  private static String machineHere() {
    try {
      return Files.readString(BOOT_ID).strip() + " " + Files.readSymbolicLink(PROCESS_SPACE);
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      // Not a Linux, so it stays open whether a process is gone.
      return "";
    }
  }

  private static long startOf(long process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      // The second field is a name in brackets, which may have spaces; the start is the 22nd.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[START_AFTER_NAME]);
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  /** Reads what {@link #toString} has written; an unknown place if that is something else. */
  static Place of(String text) {
    String[] parts = text.split("/", -1);
    try {
      return parts.length == 3
          ? new Place(parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]))
          : new Place("", 0, UNKNOWN);
    } catch (NumberFormatException e) {
      return new Place("", 0, UNKNOWN);
    }
  }

  /** Whether the process that was there is certainly gone; asked where this process runs. */
  boolean isSurelyDead() {
    return !machine.isEmpty()
        && start != UNKNOWN
        && machine.equals(machineHere())
        && startOf(process) != start;
  }

  @Override
  public String toString() {
    return process + "/" + start + "/" + machine;
  }
}
