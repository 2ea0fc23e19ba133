/**
 * Where the methods of atoms run: on the caller's thread, on threads of a pool, on virtual ones.
 */
package io.backstitch.executor;
