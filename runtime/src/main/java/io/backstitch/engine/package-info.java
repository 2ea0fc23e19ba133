/**
 * The loop that runs one compiled flow: find what can run, run it, record it. One owner at a time
 * drives it, and it never blocks.
 *
 * <p>Until version 1, all of it but {@link io.backstitch.engine.RunListener}, {@link
 * io.backstitch.engine.RunView} and the transitions may change without notice.
 */
package io.backstitch.engine;
