package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as people write them. */
class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "200ms, java.time.Duration.ofMillis(200)",
    "30s, java.time.Duration.ofSeconds(30)",
    "5m, java.time.Duration.ofSeconds(300)",
    "2h, java.time.Duration.ofSeconds(7200)",
    "1d, java.time.Duration.ofSeconds(86400)",
    "PT1M30S, java.time.Duration.ofSeconds(90)",
    "P1DT0.5S, java.time.Duration.ofMillis(86400500)",
    "PT0.000001S, java.time.Duration.parse(\"PT0.000001S\")",
    "30000d, java.time.Duration.ofSeconds(2592000000L)",
  })
  void areReadAndWritten(String text, String code) {
    assertThat(Durations.code(Durations.parse(text))).hasToString(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "5",
        "5 s",
        "s",
        "1.5s",
        "5S",
        "99999999999999999999s",
        "9999999999999999d"
      })
  void areRefused(String text) {
    assertThat(Durations.parse(text)).isNull();
  }
}
