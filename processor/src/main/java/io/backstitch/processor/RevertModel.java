package io.backstitch.processor;

/**
 * A method that undoes a task.
 *
 * @param at the method
 * @param taskAt where the task is named
 * @param task the name of the task
 * @param method the method to call
 */
record RevertModel(At at, At taskAt, String task, MethodModel method) {}
