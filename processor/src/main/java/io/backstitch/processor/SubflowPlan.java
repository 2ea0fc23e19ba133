package io.backstitch.processor;

/**
 * How one sub-flow becomes a method.
 *
 * @param subflow the sub-flow
 * @param method the method that makes it
 * @param inputs the constant that holds what its flow takes
 * @param outputs the constant that holds what its flow provides
 */
record SubflowPlan(SubflowModel subflow, String method, String inputs, String outputs) {}
