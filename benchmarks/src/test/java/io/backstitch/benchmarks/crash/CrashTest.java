package io.backstitch.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dcrash.kills=N} says how often each store loses its process; 25 times if not told. */
class CrashTest {

  private static final int KILLS = Integer.getInteger("crash.kills", 25);

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql", "directory"})
  void nothingIsLostOrRepeatedOrWrong(String kind) throws Exception {
    try (Crash crash = Crash.on(kind, System.nanoTime() % 1_000_000)) {
      Crash.Score score = crash.until(now -> now.kills() >= KILLS);
      assertThat(score.isClean()).as("%s on %s", score, kind).isTrue();
    }
  }
}
