package io.backstitch.graph;

import io.backstitch.flow.Atom;
import io.backstitch.flow.Injection;
import io.backstitch.flow.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what works, but may not be what was meant. */
final class Warnings {

  private final String flow;
  private final Set<String> all = new LinkedHashSet<>();

  /**
   * Nothing is odd yet.
   *
   * @param flow the name of the flow, for the texts
   */
  Warnings(String flow) {
    this.flow = flow;
  }

  /** An atom takes a symbol from the inputs, though another provides it before. */
  void inputStandsFor(String symbol, Atom consumer, Atom provider) {
    all.add(
        "In flow '%s', atom '%s' takes '%s' from the inputs, though atom '%s' provides it before; if that is not meant, rename one of the two symbols"
            .formatted(flow, consumer, symbol, provider));
  }

  /**
   * An atom takes a symbol from the inputs, as what provides it is not before it.
   *
   * @param where who provides it, and what to write, as {@link Elsewhere} tells
   */
  void inputForWhatIsElsewhere(String symbol, Atom consumer, String where) {
    all.add(
        "In flow '%s', atom '%s' takes '%s' from the inputs, though %s"
            .formatted(flow, consumer, symbol, where));
  }

  /** Nobody takes what an atom provides, as another provides the symbol, too. */
  void valueIsReplaced(String symbol, Atom provider, Atom last) {
    all.add(
        "In flow '%s', nothing takes the '%s' of atom '%s', and in the outcome it is that of atom '%s'; rename one of the two symbols, as with provideAs(...), or let an atom between the two take it"
            .formatted(flow, symbol, provider, last));
  }

  /** An atom takes a symbol that was injected into it, though another provides it before. */
  void injectionStandsFor(String symbol, Atom consumer, Atom provider) {
    all.add(
        "In flow '%s', atom '%s' takes the '%s' that was injected into it, though atom '%s' provides it before; if that is not meant, do not inject it"
            .formatted(flow, consumer, symbol, provider));
  }

  /** Looks for what was injected into an atom for nothing. */
  void checkInjections(Atom atom) {
    for (Injection injection : atom.injections()) {
      String symbol = injection.symbol().name();
      List<Requirement> taken = new ArrayList<>(atom.requirements());
      taken.addAll(atom.revertRequirements());
      if (taken.stream().noneMatch(each -> each.source().equals(symbol))) {
        all.add(
            "In flow '%s', atom '%s' has '%s' injected into it, but takes %s; inject the symbol as it is called in the flow"
                .formatted(flow, atom, symbol, taken.isEmpty() ? "nothing" : "only " + taken));
      }
    }
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
