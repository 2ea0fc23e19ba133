/**
 * Runs what TaskFlow was recorded doing, and compares. See the README beside the recordings, in the
 * test resources.
 */
package io.backstitch.conformance;
