package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowPattern;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Requirement;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is provided must fit where it is taken, in flows that no compiler has seen. */
class TypesTest {

  /** A class that fixes the argument of its generic ancestors. */
  private static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
  }

  private interface Backwards<A, B> extends Map<B, A> {}

  private static final ValueType<?> ANY = ValueType.extending(ValueType.of(Object.class));
  private static final ValueType<?> STRING = ValueType.of(String.class);
  private static final ValueType<?> INTEGER = ValueType.of(Integer.class);
  private static final ValueType<?> NUMBER = ValueType.of(Number.class);
  private static final ValueType<?> OBJECT = ValueType.of(Object.class);

  private static ValueType<?> list(ValueType<?> element) {
    return ValueType.of(List.class, element);
  }

  private static ValueType<?> collection(ValueType<?> element) {
    return ValueType.of(Collection.class, element);
  }

  static Stream<Arguments> fitting() {
    return Stream.of(
        Arguments.of(INTEGER, ValueType.of(int.class)),
        Arguments.of(NUMBER, INTEGER),
        Arguments.of(OBJECT, list(STRING)),
        Arguments.of(ValueType.of(List.class), list(STRING)),
        Arguments.of(list(STRING), ValueType.of(List.class)),
        Arguments.of(list(list(STRING)), list(ValueType.of(List.class))),
        Arguments.of(collection(STRING), list(STRING)),
        Arguments.of(collection(STRING), ValueType.of(Names.class)),
        Arguments.of(list(ANY), list(STRING)),
        Arguments.of(list(ANY), ValueType.of(Names.class)),
        Arguments.of(list(ValueType.extending(NUMBER)), list(INTEGER)),
        Arguments.of(list(ValueType.extending(NUMBER)), list(ValueType.extending(INTEGER))),
        Arguments.of(list(ValueType.superOf(INTEGER)), list(NUMBER)),
        Arguments.of(list(ValueType.superOf(INTEGER)), list(ValueType.superOf(NUMBER))),
        Arguments.of(
            ValueType.of(Map.class, STRING, INTEGER),
            ValueType.of(Backwards.class, INTEGER, STRING)),
        Arguments.of(ValueType.arrayOf(list(ANY)), ValueType.arrayOf(list(STRING))),
        Arguments.of(ValueType.of(Number[].class), ValueType.of(Integer[].class)),
        Arguments.of(ValueType.of(Enum.class, ANY), ValueType.of(FlowState.class)));
  }

  static Stream<Arguments> notFitting() {
    return Stream.of(
        Arguments.of(INTEGER, STRING),
        Arguments.of(INTEGER, NUMBER),
        Arguments.of(ValueType.of(long.class), ValueType.of(int.class)),
        Arguments.of(STRING, OBJECT),
        Arguments.of(list(STRING), list(INTEGER)),
        Arguments.of(list(NUMBER), list(INTEGER)),
        Arguments.of(list(STRING), collection(STRING)),
        Arguments.of(list(STRING), list(ANY)),
        Arguments.of(collection(INTEGER), ValueType.of(Names.class)),
        Arguments.of(list(ValueType.extending(NUMBER)), list(STRING)),
        Arguments.of(list(ValueType.superOf(NUMBER)), list(INTEGER)),
        Arguments.of(list(list(STRING)), list(list(INTEGER))),
        Arguments.of(
            ValueType.of(Map.class, STRING, INTEGER),
            ValueType.of(Backwards.class, STRING, INTEGER)),
        Arguments.of(ValueType.arrayOf(list(INTEGER)), ValueType.arrayOf(list(STRING))),
        Arguments.of(ValueType.of(Object[].class), ValueType.of(int[].class)));
  }

  private static AtomBuilder atom(String name) {
    return Atom.named(name).executes(in -> null);
  }

  private static FlowPattern flow(ValueType<?> wanted, ValueType<?> provided) {
    return LinearFlow.named("f")
        .add(atom("one").provides(Symbol.of("x", provided)).build())
        .add(atom("other").requires(Symbol.of("x", wanted)).build());
  }

  private static void assertRefused(FlowPattern flow, String... parts) {
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> DynamicFlow.of(flow))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(InvalidFlowException.Kind.TYPE_MISMATCH))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(parts));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void whatFitsIsTaken(ValueType<?> wanted, ValueType<?> provided) {
    assertThat(DynamicFlow.of(flow(wanted, provided)).graph().inputs()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("notFitting")
  void whatDoesNotFitIsRefused(ValueType<?> wanted, ValueType<?> provided) {
    assertRefused(
        flow(wanted, provided),
        "[Backstitch/TypeMismatch] In flow 'f', atom 'other' requires 'x' as " + wanted,
        "atom 'one' provides it as " + provided,
        "give both the same type");
  }

  @Test
  void whateverIsTakenIsCompared() {
    Symbol<String> text = Symbol.of("x", String.class);
    Symbol<Integer> number = Symbol.of("x", int.class);
    LinearFlow provided = LinearFlow.named("f").add(atom("one").provides(text).build());

    assertRefused(
        provided.add(atom("two").revertRequires(number).reverts(in -> {}).build()), "'two'");
    assertRefused(provided.add(atom("two").requiresOptional(number).build()), "'x?'");
    assertRefused(
        provided.add(
            atom("two").requires(new Requirement(Symbol.of("y", int.class), "x", false)).build()),
        "'y (from x)' as java.lang.Integer");
    assertRefused(
        LinearFlow.named("f")
            .retry(Retries.times(2).provides(number))
            .add(atom("two").requires(text).build()),
        "atom 'f_retry' provides it as java.lang.Integer");
    assertRefused(
        LinearFlow.named("f").add(atom("two").requires(text).build().inject(number, 1)),
        "injected into it for that is a java.lang.Integer");
    assertRefused(
        GraphFlow.named("f")
            .add(atom("two").requires(number).build())
            .add(atom("one").provides(text).build()),
        "'one'",
        "'two'");
  }

  @Test
  void anInputSuitsAllThatTakeIt() {
    FlowPattern flow =
        UnorderedFlow.named("f")
            .add(atom("one").requires(Symbol.of("x", ValueType.of(Collection.class))).build())
            .add(atom("two").requires(Symbol.of("x", list(STRING))).build())
            .add(atom("three").requires(Symbol.of("x", OBJECT)).build())
            .add(atom("four").requires(Symbol.of("x", ValueType.of(List.class))).build());
    assertThat(DynamicFlow.of(flow).graph().inputs())
        .singleElement()
        .hasToString("x: java.util.List<java.lang.String>");
  }

  @Test
  void anInputOfTwoTypesIsRefused() {
    assertRefused(
        UnorderedFlow.named("f")
            .add(atom("one").requires(Symbol.of("x", int.class)).build())
            .add(atom("two").requires(Symbol.of("x", String.class)).build()),
        "atom 'two' requires 'x' as java.lang.String",
        "atom 'one' takes it as java.lang.Integer");
  }

  @Test
  void anInputThatStandsForWhatIsProvidedIsComparedInItsPlace() {
    Symbol<Integer> number = Symbol.of("x", int.class);
    LinearFlow flow =
        LinearFlow.named("f")
            .add(atom("early").requires(number).build())
            .add(atom("one").provides(Symbol.of("x", String.class)).build())
            .add(atom("late").requires(number).build());
    assertThat(DynamicFlow.of(flow).graph().inputs()).hasSize(1);
  }

  /** If it is not given, the provider's value is taken. */
  @Test
  void anInputThatMayBeLeftOutHidesNoProviderOfAnotherType() {
    Symbol<Integer> number = Symbol.of("x", int.class);
    GraphFlow flow =
        GraphFlow.named("g")
            .add(
                LinearFlow.named("h")
                    .add(atom("one").provides(Symbol.of("x", String.class)).build())
                    .add(atom("late").requires(number).build()))
            .add(UnorderedFlow.named("i").add(atom("early").requiresOptional(number).build()));
    assertRefused(
        flow,
        "atom 'late' requires 'x' as java.lang.Integer",
        "atom 'one' provides it as java.lang.String");
  }
}
