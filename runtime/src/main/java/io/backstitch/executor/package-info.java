/**
 * Where the methods of atoms run: on the caller's thread, on threads of a pool, on virtual ones;
 * and what the executors of Java leave open: statistics of any of them, periodic work that goes on.
 */
package io.backstitch.executor;
