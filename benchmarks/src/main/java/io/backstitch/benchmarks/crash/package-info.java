/**
 * Kills processes that run flows, lets others carry on, and checks by a ledger that the tasks write
 * themselves that nothing was lost, repeated or done wrong.
 */
@NullMarked
package io.backstitch.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
