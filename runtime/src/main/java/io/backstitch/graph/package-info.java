/**
 * Compiling: a tree of flows becomes a checked graph in frozen arrays, in which the engine looks
 * nothing up by name.
 */
package io.backstitch.graph;
