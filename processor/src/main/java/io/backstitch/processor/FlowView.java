package io.backstitch.processor;

/**
 * All that a check may look at.
 *
 * @param flow the class
 * @param wiring who takes what from whom
 * @param types what the compiler knows of types
 * @param sources the classes that are already written
 */
record FlowView(FlowModel flow, Wiring wiring, TypeOracle types, Sources sources) {

  /**
   * Whether that a symbol is not there would be said twice, as a parameter takes what is unclear.
   */
  boolean isToldElsewhere(ParameterModel parameter) {
    String symbol = parameter.symbol();
    return parameter.isReported()
        || symbol.isBlank()
        || !wiring.loops().isEmpty()
        || wiring.open().contains(symbol)
        || flow.gaps().excuse(symbol);
  }
}
