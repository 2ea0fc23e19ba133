package io.backstitch;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Inputs that are collections: what they hold is compared with what is required, in part. */
class GivenElementsTest {

  private static final ValueType<String> STRING = ValueType.of(String.class);
  private static final Symbol<List<Integer>> NUMBERS = Symbol.listOf("numbers", Integer.class);

  private static void assertGiven(Symbol<?> symbol, Object value) {
    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("f")
                .add(Atom.named("a").requires(symbol).executes(in -> null).build()));
    flow.run(Map.of(symbol.name(), value));
  }

  private static void assertNotGiven(Symbol<?> symbol, Object value, String why) {
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> assertGiven(symbol, value))
        .withMessageEndingWith(
            "Flow 'f' can't be run with these inputs: '%s' must be a %s, but holds a %s"
                .formatted(symbol.name(), symbol.type(), why));
  }

  @Test
  void whatACollectionHoldsIsLookedAtAsFarAsItsFirstElement() {
    ValueType<Integer> integer = ValueType.of(Integer.class);
    Symbol<Map<String, List<Integer>>> map =
        Symbol.of("m", ValueType.of(Map.class, STRING, ValueType.listOf(integer)));
    Symbol<Collection<? extends Number>> wild =
        Symbol.of(
            "w", ValueType.of(Collection.class, ValueType.extending(ValueType.of(Number.class))));
    assertGiven(NUMBERS, List.of(1, 2));
    assertGiven(NUMBERS, List.of());
    assertGiven(map, Map.of("a", List.of(1)));
    assertGiven(map, Map.of());
    assertGiven(wild, Set.of(1L));
    assertGiven(Symbol.of("raw", List.class), List.of("a", 1));
    assertNotGiven(NUMBERS, List.of("a"), "java.lang.String");
    assertNotGiven(map, Map.of(1, List.of(1)), "java.lang.Integer");
    assertNotGiven(map, Map.of("a", List.of("b")), "java.lang.String");
    assertNotGiven(wild, Set.of("a"), "java.lang.String");
  }
}
