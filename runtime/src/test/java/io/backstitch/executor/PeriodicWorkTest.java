package io.backstitch.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that is done again and again, whatever happens. */
@Timeout(60)
class PeriodicWorkTest {

  @Test
  void itIsDoneAgainAfterAFailure() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    PeriodicWork work =
        PeriodicWork.of(
            "clean up",
            () -> {
              three.countDown();
              throw new IOException("no network");
            });
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    Future<?> scheduled = scheduler.scheduleWithFixedDelay(work, 0, 1, TimeUnit.MICROSECONDS);
    three.await();
    assertThat(scheduled.isDone()).isFalse();
    scheduler.shutdownNow();
    assertThat(work.runs()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void itEndsWhenItSaysSo() throws Exception {
    List<Throwable> failures = new ArrayList<>();
    int[] left = {3};
    PeriodicWork work =
        PeriodicWork.of(
            "clean up",
            () -> {
              if (--left[0] == 0) {
                throw new CancellationException("all is clean");
              }
            },
            failures::add);
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    Future<?> scheduled = scheduler.scheduleWithFixedDelay(work, 0, 1, TimeUnit.MICROSECONDS);
    assertThatThrownBy(scheduled::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CancellationException.class);
    scheduler.shutdown();
    assertThat(work.runs()).isEqualTo(3);
    assertThat(work.failures()).isZero();
    assertThat(failures).isEmpty();
  }

  @Test
  void failuresAreToldAndCounted() {
    List<Throwable> failures = new ArrayList<>();
    IOException failure = new IOException("no network");
    AssertionError error = new AssertionError("a defect");
    List<Throwable> next = new ArrayList<>(List.of(failure, error));
    PeriodicWork work =
        PeriodicWork.of(
            "clean up",
            () -> {
              if (!next.isEmpty()) {
                Throwable thrown = next.remove(0);
                if (thrown instanceof Error e) {
                  throw e;
                }
                throw (Exception) thrown;
              }
            },
            failures::add);
    work.run();
    work.run();
    work.run();
    assertThat(failures).containsExactly(failure, error);
    assertThat(work.failures()).isEqualTo(2);
    assertThat(work.runs()).isEqualTo(3);
  }

  @Test
  void whoIsToldMayFailToo() {
    PeriodicWork work =
        PeriodicWork.of(
            "clean up",
            () -> {
              throw new IOException("no network");
            },
            failure -> {
              throw new IllegalStateException("nobody listens");
            });
    assertThatCode(work::run).doesNotThrowAnyException();
  }

  @Test
  void anInterruptIsKeptForTheThread() {
    PeriodicWork work =
        PeriodicWork.of(
            "clean up",
            () -> {
              throw new InterruptedException();
            });
    work.run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(work.failures()).isEqualTo(1);
  }
}
