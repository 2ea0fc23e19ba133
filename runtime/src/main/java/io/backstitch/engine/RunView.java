package io.backstitch.engine;

import io.backstitch.AtomState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, for a listener that has just heard of a transition. Good for the duration of
 * that call, on its thread. All methods take the names of atoms of the flow, and throw {@link
 * IllegalArgumentException} for others.
 */
public interface RunView {

  /**
   * The atoms directly before one.
   *
   * @param atom the name of the atom
   * @return their names, in the order of definition; empty for one that waits for nobody
   */
  List<String> before(String atom);

  /**
   * The state of an atom.
   *
   * @param atom the name of the atom
   * @return the state
   */
  AtomState state(String atom);

  /**
   * What an atom requires, and what it gets.
   *
   * @param atom the name of the atom
   * @return values by the name that their symbol has in the flow, in the order in which the atom
   *     requires them; null for what is absent
   */
  Map<String, @Nullable Object> arguments(String atom);

  /**
   * What an atom has returned.
   *
   * @param atom the name of the atom
   * @return the result, or null if there is none
   */
  @Nullable Object result(String atom);

  /**
   * What an atom provides.
   *
   * @param atom the name of the atom
   * @return the names of the symbols
   */
  List<String> provides(String atom);
}
