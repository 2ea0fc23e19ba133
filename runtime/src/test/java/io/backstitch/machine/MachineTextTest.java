package io.backstitch.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTextTest {

  private static final StateMachine<String, String, Void> BREWING =
      StateMachine.<String, String, Void>startingIn("cold")
          .on("cold", "heat", "hot")
          .on("hot", "pour", "full")
          .on("hot", "stop", "off")
          .endingIn("full", "off")
          .react("hot", context -> "pour")
          .build();

  private static final StateMachine<String, String, Void> MACHINE =
      StateMachine.<String, String, Void>startingIn("idle")
          .on("idle", "coin", "brewing")
          .on("brewing", "ready", "idle")
          .on("brewing", "stop", "broken")
          .nest("brewing", BREWING, "heat", Map.of("full", "ready"))
          .build();

  @Test
  void isATable() {
    assertThat(BREWING.toTable())
        .isEqualTo(
            """
               STATE  EVENT  LEADS TO
            ^  cold   heat   hot
            !  hot    pour   full
                      stop   off
            $  full
            $  off

            ^ start  $ end  ! reacts
            """);
  }

  @Test
  void isATableWithThoseOfItsMachines() {
    MachineRun<String, String, Void> run = MACHINE.begin(null);
    run.steps("coin").next();
    assertThat(run.toTable())
        .isEqualTo(
            """
                STATE    EVENT  LEADS TO
            ^   idle     coin   brewing
            @+  brewing  ready  idle
                         stop   broken
            $   broken

            brewing:
                STATE  EVENT        LEADS TO
            @^  cold   heat         hot
            !   hot    pour         full
                       stop         off
            $   full   gives ready
            $   off

            ^ start  $ end  ! reacts  + a machine itself  @ here
            """);
  }

  @Test
  void isAGraph() {
    assertThat(MACHINE.toDot("coffee"))
        .isEqualTo(
            """
            digraph "coffee" {
              rankdir=LR;
              node [shape=box, style=rounded];
              start [shape=point];
              s0 [label="idle"];
              s1 [label="brewing"];
              s2 [label="broken", peripheries=2];
              s0 -> s1 [label="coin"];
              s1 -> s0 [label="ready"];
              s1 -> s2 [label="stop"];
              subgraph cluster_m1 {
                label="brewing";
                m1_0 [label="cold"];
                m1_1 [label="hot"];
                m1_2 [label="full", peripheries=2];
                m1_3 [label="off", peripheries=2];
                m1_0 -> m1_1 [label="heat"];
                m1_1 -> m1_2 [label="pour"];
                m1_1 -> m1_3 [label="stop"];
              }
              s1 -> m1_0 [label="heat", style=dashed];
              m1_2 -> s1 [label="ready", style=dashed];
              start -> s0;
            }
            """);
  }

  @Test
  void bearsAnyName() {
    StateMachine<String, String, Void> machine =
        StateMachine.<String, String, Void>startingIn("a \"b\" \\ c")
            .on("a \"b\" \\ c", "two\nlines", "")
            .build();
    assertThat(machine.toTable())
        .startsWith(
            """
               STATE      EVENT       LEADS TO
            ^  a "b" \\ c  two\\nlines
            $

            """);
    assertThat(machine.toDot("x"))
        .contains("s0 [label=\"a \\\"b\\\" \\\\ c\"];", "s0 -> s1 [label=\"two\\nlines\"];");
  }

  @Test
  void numbersTheMachinesWithinMachines() {
    StateMachine<String, String, Void> twice =
        StateMachine.<String, String, Void>startingIn("a")
            .on("a", "next", "b")
            .on("b", "next", "c")
            .nest("a", MACHINE, "coin", Map.of())
            .nest("b", BREWING, "heat", Map.of())
            .build();
    assertThat(twice.toDot("x").lines().filter(line -> line.contains("cluster")))
        .containsExactly(
            "  subgraph cluster_m1 {", "    subgraph cluster_m2 {", "  subgraph cluster_m3 {");
    assertThat(twice.toDot("x")).contains("s0 -> m1_0 [label=\"coin\"", "m1_1 -> m2_0 [label=");
    assertThat(twice.toTable().lines().filter(line -> line.endsWith(":")))
        .containsExactly("a:", "a / brewing:", "b:");
  }
}
