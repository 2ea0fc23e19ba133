package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void takesItsInputsInTheOrderInWhichTheyAreFirstNamed() {
    Compiled compiled =
        Compiled.of(
            """
            @Flow
            @Retry(forEach = "i1", as = "zone")
            class F {
              @Decider("a") boolean first(@Input int i2) { return true; }
              @Subflow(rename = {"y=i4", "x=i3"}) Part one;
              @Decider("two") boolean second(@Input int i5, @Input int i2) { return true; }
              @Revert("a") void undo(@Input int i6) {}
              @Subflow(rename = {"x=i8", "y=value"}) @Retry(forEach = "i7", as = "value") Part two;
              @Task @Retry(forEach = "i9", as = "host") void a(String host, @Input int j1) {}
              @Task void b(@Input int j2, String zone) {}
              @Subflow(rename = {"x=j3", "y=j4"}) Part three;
              @Decider("b") boolean last(@Input int j5) { return true; }
              @Subflow(rename = {"x=j6", "y=j7"}) Part four;
            }
            """,
            "@Flow class Part { @Task void part(@Input int x, @Input int y) {} }");

    assertThat(compiled.succeeds().generated().get("FFlow.java"))
        .containsPattern(
            "run\\("
                + String.join(
                    "",
                    IntStream.rangeClosed(1, 16)
                        .mapToObj(i -> "[^,]* " + (i < 10 ? "i" + i : "j" + (i - 9)) + "[,)]")
                        .toList()));
  }

  /** As docs/annotated-flows.md says: a class file does not tell how fields and methods mix. */
  @Test
  void subflowsFromAClassFileComeBeforeTheTasksBesideThem(@TempDir Path classes)
      throws IOException {
    Compiled.of(
            "@Flow public class Part { @Task public void part() {} }",
            """
            public class Base {
              @Task public void first() {}
              @Subflow public Part second = new Part();
              @Task public void third() {}
            }
            """)
        .save(classes);

    String report =
        Compiled.with(
                classes,
                List.of("-Abackstitch.report=json"),
                """
                @Flow(pattern = Pattern.LINEAR)
                class F extends Base {
                  @Task void fourth() {}
                  @Subflow Part fifth = new Part();
                }
                """)
            .succeeds()
            .extras()
            .get("demo/FFlow.json");
    assertThat(
            Pattern.compile("\"from\": \"(\\w+)\",\\s+\"to\": \"(\\w+)\"")
                .matcher(report)
                .results()
                .map(link -> link.group(1) + " " + link.group(2)))
        .containsExactlyInAnyOrder("second first", "first third", "third fourth", "fourth fifth");
  }
}
