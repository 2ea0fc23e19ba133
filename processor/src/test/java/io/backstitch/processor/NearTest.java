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
    assertThat(Near.to("id", List.of("i", "in", "is", "ids"))).isEmpty();
    assertThat(Near.to("host", List.of("cost2", "h", "ho"))).isEmpty();
  }

  @Test
  void shortNamesAreNearIfNearlyAllOfThemIsTheSame() {
    assertThat(Near.to("hots", List.of("hat", "host"))).containsExactly("host");
    assertThat(Near.to("shp", List.of("ship", "shop2"))).containsExactly("ship");
    assertThat(Near.to("ID", List.of("i", "id"))).containsExactly("id");
  }

  @Test
  void shortensLongLists() {
    List<String> many = IntStream.range(0, 12).mapToObj(i -> "t" + i).toList();

    assertThat(Near.list(many)).startsWith("'t0', 't1'").endsWith("'t9' and 2 others");
  }
}
