package io.backstitch.samples.gameupgrade;

/** Told by a step when it has done half of its work: the worst moment for something to go wrong. */
@FunctionalInterface
interface HalfWay {

  /** For steps that are not part of a rehearsal. */
  HalfWay UNDISTURBED = () -> {};

  void reached();
}
