package io.backstitch;

import java.util.List;
import java.util.Optional;

/**
 * What has failed in a run so far, for reverts that want to know why they are asked to undo.
 *
 * <p>A revert method that declares a parameter of this type gets it; it is bound by its type, not
 * as a symbol. Immutable. It is an interface so that a test can hand in a fake.
 */
public interface FlowFailures {

  /**
   * All failures, in the order in which they were seen.
   *
   * @return an unmodifiable list
   */
  List<Failure> all();

  /**
   * The failure that turned the run back.
   *
   * @return the first failure; empty when the run turned back for another reason
   */
  default Optional<Failure> first() {
    return all().stream().findFirst();
  }

  /**
   * The failure of one atom.
   *
   * @param atom the atom's name in the flow
   * @return its failure, if it failed
   */
  default Optional<Failure> of(String atom) {
    return all().stream().filter(failure -> failure.atom().equals(atom)).findFirst();
  }
}
