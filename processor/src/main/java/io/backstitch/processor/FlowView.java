package io.backstitch.processor;

/**
 * All that a check may look at.
 *
 * @param flow the class
 * @param wiring who takes what from whom
 * @param types what the compiler knows of types
 * @param sources the classes that are already written
 */
record FlowView(FlowModel flow, Wiring wiring, TypeOracle types, Sources sources) {}
