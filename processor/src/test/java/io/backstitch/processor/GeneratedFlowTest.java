package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a generated flow is to those who call it. */
class GeneratedFlowTest {

  @Test
  void saysOfWhichClassItsObjectIs() {
    Compiled compiled =
        Compiled.of(
            """
            class Outer {
              @Flow static class Nightly { @Task void upload() {} }
            }
            """,
            "class Run { static Object run() { return Outer_NightlyFlow.of(null); } }");

    assertThatThrownBy(compiled::run)
        .rootCause()
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Outer_NightlyFlow.of was given null in place of an object of Outer.Nightly");
  }
}
