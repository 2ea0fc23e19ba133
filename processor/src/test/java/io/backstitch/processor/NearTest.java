package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearTest {

  @Test
  void findsWhatDiffersByAFewLetters() {
    assertThat(Near.to("chrage", List.of("ship", "charge", "Charge2"))).first().isEqualTo("charge");
  }

  @Test
  void doesNotGuessFromShortNames() {
    assertThat(Near.to("a", List.of("b", "x"))).isEmpty();
  }

  @Test
  void shortensLongLists() {
    List<String> many = IntStream.range(0, 12).mapToObj(i -> "t" + i).toList();

    assertThat(Near.list(many)).startsWith("'t0', 't1'").endsWith("'t9' and 2 others");
  }
}
