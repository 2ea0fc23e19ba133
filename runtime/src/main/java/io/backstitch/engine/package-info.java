/**
 * The loop that runs one compiled flow: find what can run, run it, record it. One owner at a time
 * drives it, and it never blocks.
 */
package io.backstitch.engine;
