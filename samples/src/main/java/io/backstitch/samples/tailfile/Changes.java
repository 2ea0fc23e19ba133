package io.backstitch.samples.tailfile;

import java.io.IOException;

/** Tells when it is worth looking at a file again. */
@FunctionalInterface
interface Changes {

  /**
   * Waits until the file may have changed.
   *
   * @return false if nobody wants to know any more
   * @throws IOException if the directory of the file can't be watched
   */
  boolean await() throws IOException;
}
