package io.backstitch.graph;

/** Chains of slots, of which the farther ends are shared. A chain has a negative number. */
final class Chains {

  private final IntList slots = new IntList();
  private final IntList rests = new IntList();

  /**
   * A slot before a chain.
   *
   * @param rest what is farther: another chain, or {@link CompiledFlow#ABSENT}
   * @return the number of the chain, less than that
   */
  int add(int slot, int rest) {
    slots.add(slot);
    rests.add(rest);
    return CompiledFlow.ABSENT - slots.size();
  }

  int slot(int chain) {
    return slots.get(CompiledFlow.ABSENT - chain - 1);
  }

  int rest(int chain) {
    return rests.get(CompiledFlow.ABSENT - chain - 1);
  }
}
