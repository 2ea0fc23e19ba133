package io.backstitch.processor;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether a value may be absent where it is taken: what deciders skip provides nothing. */
final class Skips {

  /**
   * Why a value may be absent.
   *
   * @param source who would provide it
   * @param decider who may skip it, or null if it may leave it absent
   */
  record Absence(Wiring.Source source, @Nullable DeciderModel decider) {}

  private final FlowModel flow;

  /** What each decider skips if it says no, as positions of members. */
  private final Map<DeciderModel, BitSet> skipped = new LinkedHashMap<>();

  Skips(FlowModel flow, Wiring wiring) {
    this.flow = flow;
    for (int i = 0; i < flow.members().size(); i++) {
      for (DeciderModel decider : flow.decidersOf(flow.members().get(i))) {
        skipped.put(decider, reach(wiring, i, decider.depth()));
      }
    }
  }

  private BitSet reach(Wiring wiring, int guarded, DeciderModel.Depth depth) {
    BitSet reach = new BitSet();
    reach.set(guarded);
    for (int i = 0; i < flow.members().size(); i++) {
      boolean also =
          switch (depth) {
            case ATOM -> false;
            case NEIGHBORS -> wiring.isDirectlyBefore(guarded, i);
            case FLOW, ALL -> wiring.isBefore(guarded, i);
          };
      if (also) {
        reach.set(i);
      }
    }
    return reach;
  }

  /**
   * Why a value may be absent although what takes it runs.
   *
   * @param consumer the member that runs, or null if that is nobody but the caller
   * @param sources who provides the value, the nearest first
   * @return a reason, or null if the value is always there
   */
  @Nullable Absence absence(@Nullable Member consumer, List<Wiring.Source> sources) {
    Absence first = null;
    for (Wiring.Source source : taken(consumer, sources)) {
      DeciderModel decider = decider(consumer, source);
      if (source.provided().optional()) {
        return new Absence(source, null);
      }
      if (decider == null) {
        return null;
      }
      first = first == null ? new Absence(source, decider) : first;
    }
    return first;
  }

  /** Of providers, the nearest first, those from which a value may come: one, if it always runs. */
  List<Wiring.Source> taken(@Nullable Member consumer, List<Wiring.Source> sources) {
    List<Wiring.Source> taken = new ArrayList<>();
    for (Wiring.Source source : sources) {
      taken.add(source);
      if (decider(consumer, source) == null) {
        break;
      }
    }
    return taken;
  }

  /** A decider that may skip a provider, but not what takes its value with it. */
  private @Nullable DeciderModel decider(@Nullable Member consumer, Wiring.Source source) {
    int position = consumer == null ? -1 : flow.members().indexOf(consumer);
    for (Map.Entry<DeciderModel, BitSet> each : skipped.entrySet()) {
      boolean both = position >= 0 && each.getValue().get(position);
      if (each.getValue().get(source.index()) && !both) {
        return each.getKey();
      }
    }
    return null;
  }
}
