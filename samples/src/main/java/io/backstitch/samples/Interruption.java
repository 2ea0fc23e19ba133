package io.backstitch.samples;

import io.backstitch.Backstitch;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a sample come to an orderly end when its process is asked to end, by Ctrl-C for example: the
 * methods that run are awaited and recorded, nothing new begins, and the process stays until the
 * sample has cleaned up.
 */
public final class Interruption implements AutoCloseable {

  /** Longer than any task of a sample takes. */
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private boolean isRequested;
  private @Nullable Backstitch running;

  /** Begins to listen. */
  public Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    Backstitch toClose;
    synchronized (this) {
      isRequested = true;
      toClose = running;
    }
    if (toClose != null) {
      toClose.close();
    }
    try {
      over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // The process ends in any case.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether the process was asked to end.
   *
   * @return true once it was
   */
  public synchronized boolean isRequested() {
    return isRequested;
  }

  /**
   * Names what to close when the process is asked to end. It is closed at once if it was already.
   *
   * @param backstitch what to close, perhaps before its owner does
   */
  public void closes(Backstitch backstitch) {
    synchronized (this) {
      running = backstitch;
      if (!isRequested) {
        return;
      }
    }
    backstitch.close();
  }

  /** The sample has cleaned up; the process may end. */
  @Override
  public void close() {
    over.countDown();
    if (!isRequested()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It was asked to end just now; the hook finds nothing left to do.
        return;
      }
    }
  }
}
