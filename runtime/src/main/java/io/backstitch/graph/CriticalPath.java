package io.backstitch.graph;

import java.time.Duration;
import java.util.List;

/**
 * The chain of atoms that a flow can't be faster than, however many of them run at the same time.
 *
 * @param atoms the names of the atoms, each directly after the one before; copied. Empty if no atom
 *     takes any time
 * @param length how long they take together
 */
public record CriticalPath(List<String> atoms, Duration length) {

  /** Copies the list. */
  public CriticalPath {
    atoms = List.copyOf(atoms);
  }
}
