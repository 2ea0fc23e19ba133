/**
 * What a flow is: atoms, the symbols that pass between them, and the patterns that order them.
 * Immutable descriptions, which know nothing of how they are run.
 *
 * <p>An argument that is wrong by itself, such as a blank name, is an {@link
 * IllegalArgumentException}; null where it is not allowed is a {@link NullPointerException}. What
 * can't work in the atom or flow that it is put into is an {@link
 * io.backstitch.InvalidFlowException}.
 */
package io.backstitch.flow;
