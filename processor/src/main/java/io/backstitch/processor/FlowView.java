package io.backstitch.processor;

import java.util.Set;

/**
 * All that a check may look at.
 *
 * @param flow the class
 * @param wiring who takes what from whom
 * @param types what the compiler knows of types
 * @param written the names of classes that exist as sources
 */
record FlowView(FlowModel flow, Wiring wiring, TypeOracle types, Set<String> written) {}
