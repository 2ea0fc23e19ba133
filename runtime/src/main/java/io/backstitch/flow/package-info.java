/**
 * What a flow is: atoms, the symbols that pass between them, and the patterns that order them.
 * Immutable descriptions, which know nothing of how they are run.
 */
package io.backstitch.flow;
