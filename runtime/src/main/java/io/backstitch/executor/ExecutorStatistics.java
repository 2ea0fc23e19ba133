package io.backstitch.executor;

import java.time.Duration;

/**
 * What an executor has done, at one moment. A work is one hand-over to a thread: mostly an atom
 * with those after it that the same thread went on with, or news from the store. How long each atom
 * takes, a {@code TimingListener} tells.
 *
 * @param waiting how many works wait for a thread
 * @param running how many are being done
 * @param executed how many are done
 * @param refused how many the executor did not take, because it was closed, or was full and gave
 *     them back; what it keeps until there is room, as one over a bounded pool does, is waiting
 * @param waited how long all works together that have begun have waited for a thread
 * @param busy how long all works together that are done have taken
 */
public record ExecutorStatistics(
    long waiting, long running, long executed, long refused, Duration waited, Duration busy) {

  /**
   * How long a work took on average.
   *
   * @return the average, or zero if none is done
   */
  public Duration averageBusy() {
    return executed == 0 ? Duration.ZERO : busy.dividedBy(executed);
  }

  /**
   * How long a work waited for a thread on average; if it grows, there are too few threads.
   *
   * @return the average, or zero if none has begun
   */
  public Duration averageWaited() {
    long begun = executed + running;
    return begun == 0 ? Duration.ZERO : waited.dividedBy(begun);
  }
}
