package io.backstitch.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.backstitch.InvalidFlowException;
import io.backstitch.flow.ValueType;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

  private final Codec codec = Codec.jackson();

  enum Color {
    RED,
    GREEN;

    @Override
    public String toString() {
      return "a color";
    }
  }

  record Player(String name, int age, @Nullable Color color) {

    /** Not a component, so not a property. */
    public String getGreeting() {
      return "Hi " + name;
    }
  }

  record Nothing() {}

  record Node(String name, @Nullable Node next) {}

  record Box<T>(T content) {}

  static class Bean {
    private String text = "";

    public String getText() {
      return text;
    }

    public void setText(String text) {
      this.text = text;
    }
  }

  sealed interface Shape permits Circle {}

  record Circle(double radius) implements Shape {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
  interface Animal {}

  record Cat(String name) implements Animal {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = Leaky.class, name = "leaky"))
  interface Holder {}

  record Leaky(Thread thread) implements Holder {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface Gadget {}

  static final class HalfWritten {
    private final int total;

    HalfWritten() {
      total = 1;
    }

    public int getTotal() {
      return total;
    }
  }

  static final class Opaque {
    int hidden = 3;

    int hidden() {
      return hidden;
    }
  }

  record Wrapper(String name, List<Map<String, Shape>> shapes) {}

  static Stream<Arguments> values() {
    ValueType<?> text = ValueType.of(String.class);
    ValueType<?> player = ValueType.of(Player.class);
    return Stream.of(
        Arguments.of("a\u0000b\"\u2028", text),
        Arguments.of(7, ValueType.of(int.class)),
        Arguments.of(Long.MIN_VALUE, ValueType.of(Long.class)),
        Arguments.of('x', ValueType.of(char.class)),
        Arguments.of(true, ValueType.of(Boolean.class)),
        Arguments.of(0.1, ValueType.of(double.class)),
        Arguments.of(Double.NaN, ValueType.of(double.class)),
        Arguments.of(Double.NEGATIVE_INFINITY, ValueType.of(double.class)),
        Arguments.of(new BigDecimal("1E+3"), ValueType.of(BigDecimal.class)),
        Arguments.of(
            new BigDecimal("0.10000000000000000000000100"), ValueType.of(BigDecimal.class)),
        Arguments.of(BigInteger.TEN.pow(5_000), ValueType.of(BigInteger.class)),
        Arguments.of(Color.GREEN, ValueType.of(Color.class)),
        Arguments.of(new Player("Ann", 3, Color.RED), player),
        Arguments.of(new Player("Bob", 3, null), player),
        Arguments.of(new Nothing(), ValueType.of(Nothing.class)),
        Arguments.of(new Node("a", new Node("b", null)), ValueType.of(Node.class)),
        Arguments.of(
            new Box<>(List.of(new Player("Ann", 3, null))),
            ValueType.of(Box.class, ValueType.of(List.class, player))),
        Arguments.of(
            Map.of("b", List.of(1L), "a", List.of(2L)),
            ValueType.of(Map.class, text, ValueType.of(List.class, ValueType.of(Long.class)))),
        Arguments.of(
            Map.of(LocalDate.EPOCH, Color.RED),
            ValueType.of(Map.class, ValueType.of(LocalDate.class), ValueType.of(Color.class))),
        Arguments.of(Set.of("x"), ValueType.of(Set.class, text)),
        Arguments.of(List.of(), ValueType.of(List.class, ValueType.extending(player))),
        Arguments.of(Optional.of("x"), ValueType.of(Optional.class, text)),
        Arguments.of(Optional.empty(), ValueType.of(Optional.class, text)),
        Arguments.of(OptionalInt.of(3), ValueType.of(OptionalInt.class)),
        Arguments.of(Instant.ofEpochSecond(1, 123456789), ValueType.of(Instant.class)),
        Arguments.of(Duration.ofSeconds(90, 5), ValueType.of(Duration.class)),
        Arguments.of(
            OffsetDateTime.parse("2024-02-29T12:00:00+05:30"), ValueType.of(OffsetDateTime.class)),
        Arguments.of(
            ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 1, ZoneId.of("Europe/Berlin")),
            ValueType.of(ZonedDateTime.class)),
        Arguments.of(
            ZonedDateTime.parse("2024-01-01T00:00:00Z"), ValueType.of(ZonedDateTime.class)),
        Arguments.of(Path.of("relative", "a b"), ValueType.of(Path.class)),
        Arguments.of(Path.of("/absolute"), ValueType.of(Path.class)),
        Arguments.of(new File("relative"), ValueType.of(File.class)),
        Arguments.of(URI.create("http://localhost/?q"), ValueType.of(URI.class)),
        Arguments.of(new UUID(1, 2), ValueType.of(UUID.class)),
        Arguments.of(new byte[] {1, -1}, ValueType.of(byte[].class)),
        Arguments.of(new int[] {1, -1}, ValueType.of(int[].class)),
        Arguments.of(new Player[] {new Player("Ann", 3, null)}, ValueType.arrayOf(player)),
        Arguments.of(new Cat("Tom"), ValueType.of(Animal.class)),
        Arguments.of(
            List.of(new Cat("Tom")), ValueType.of(List.class, ValueType.of(Animal.class))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsBackWhatItWrote(Object value, ValueType<?> type) {
    assertThatNoException().isThrownBy(() -> codec.check(type));
    String json = codec.encode(value, type);
    Object back = codec.decode(json, type);
    assertThat(back).as(json).isEqualTo(value);
    assertThat(codec.encode(back, type)).isEqualTo(json);
    assertThat(codec.split(codec.join(Map.of("v", json)))).containsExactly(Map.entry("v", json));
  }

  @Test
  void readsBackABean() {
    Bean bean = new Bean();
    bean.setText("x");
    ValueType<Bean> type = ValueType.of(Bean.class);
    codec.check(type);
    assertThat(codec.decode(codec.encode(bean, type), type).getText()).isEqualTo("x");
  }

  @Test
  void writesNullAndReadsIt() {
    assertThat(codec.encode(null, ValueType.of(Player.class))).isEqualTo("null");
    assertThat(codec.decode("null", ValueType.of(Player.class))).isNull();
  }

  @Test
  void writesTheSameValueAsTheSameText() {
    Map<String, Player> map = new LinkedHashMap<>();
    map.put("z", new Player("Ann", 3, Color.RED));
    map.put("a", new Player("Bob", 4, null));
    assertThat(
            codec.encode(
                map,
                ValueType.of(Map.class, ValueType.of(String.class), ValueType.of(Player.class))))
        .isEqualTo(
            "{\"a\":{\"age\":4,\"color\":null,\"name\":\"Bob\"},"
                + "\"z\":{\"age\":3,\"color\":\"RED\",\"name\":\"Ann\"}}");
  }

  static Stream<ValueType<?>> unwritable() {
    ValueType<?> text = ValueType.of(String.class);
    return Stream.of(
        ValueType.of(Object.class),
        ValueType.of(Serializable.class),
        ValueType.of(Class.class, text),
        ValueType.of(Thread.class),
        ValueType.of(InputStream.class),
        ValueType.of(FileInputStream.class),
        ValueType.of(Runnable.class),
        ValueType.of(Function.class, text, text),
        ValueType.of(ExecutorService.class),
        ValueType.of(CompletableFuture.class, text),
        ValueType.of(Stream.class, text),
        ValueType.of(Shape.class),
        ValueType.of(Holder.class),
        ValueType.of(Gadget.class),
        ValueType.of(HalfWritten.class),
        ValueType.of(Opaque.class),
        ValueType.of(Wrapper.class),
        ValueType.of(List.class, ValueType.of(Shape.class)),
        ValueType.of(Optional.class, ValueType.of(Thread.class)),
        ValueType.of(Map.class, ValueType.of(Player.class), text),
        ValueType.of(List.class, ValueType.superOf(text)),
        ValueType.of(Box.class, ValueType.of(Object.class)),
        ValueType.arrayOf(ValueType.of(Class.class, text)));
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void refusesTypesThatDoNotSurvive(ValueType<?> type) {
    assertThatExceptionOfType(InvalidFlowException.class)
        .isThrownBy(() -> codec.check(type))
        .withMessageContaining(type.toString())
        .satisfies(e -> assertThat(e.kind()).isEqualTo(InvalidFlowException.Kind.NOT_PERSISTABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"Ann\",\"age\":3,\"color\":\"RED\",\"more\":1}",
        "{\"name\":\"Ann\",\"color\":\"RED\"}",
        "{\"name\":\"Ann\",\"age\":null}",
        "{\"name\":\"Ann\",\"age\":3.5}",
        "{\"name\":\"Ann\",\"age\":\"3\"}",
        "{\"name\":\"Ann\",\"age\":3,\"color\":1}",
        "{\"name\":\"Ann\",\"age\":3} {}",
        "[]",
        "",
        "{"
      })
  void refusesToReadWhatIsNotAValueOfTheType(String json) {
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> codec.decode(json, ValueType.of(Player.class)))
        .withMessageContaining(Player.class.getName());
  }

  @Test
  void saysWhichTypeCouldNotBeWritten() {
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> codec.encode(new Opaque(), ValueType.of(Opaque.class)))
        .withMessageContaining(Opaque.class.getName());
  }

  @Test
  void joinsWithSortedKeysAndSplitsWithoutTouchingTheValues() {
    Map<String, String> parts =
        Map.of("b", "1.10", "a", "\"x\\ny\"", "c\"", "{ \"k\" : [1, {}] }", "d", "null");
    String object = codec.join(parts);
    assertThat(object).startsWith("{\"a\":\"x\\ny\",\"b\":1.10,");
    assertThat(codec.split(object)).isEqualTo(parts);
    assertThat(codec.split(" { \"n\" : 12 , \"t\" : true } "))
        .isEqualTo(Map.of("n", "12", "t", "true"));
    assertThat(codec.join(Map.of())).isEqualTo("{}");
    assertThat(codec.split("{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "1 2", "x", "1,\"b\":2"})
  void refusesToJoinWhatIsNotOneValue(String json) {
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> codec.join(Map.of("name", json)))
        .withMessageContaining("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{} 1", "{\"a\":1,\"a\":2}"})
  void refusesToSplitWhatIsNotAnObject(String json) {
    assertThatExceptionOfType(PersistenceException.class).isThrownBy(() -> codec.split(json));
  }

  private static Node nested(int depth) {
    Node node = new Node("x", null);
    for (int i = 1; i < depth; i++) {
      node = new Node("x", node);
    }
    return node;
  }

  @Test
  void readsWhateverItWrites() {
    ValueType<?> names =
        ValueType.of(Map.class, ValueType.of(String.class), ValueType.of(Integer.class));
    assertReadsAsInput(nested(500), ValueType.of(Node.class));
    assertReadsAsInput(BigInteger.TEN.pow(99_999).negate(), ValueType.of(BigInteger.class));
    assertReadsAsInput(BigDecimal.ONE.movePointLeft(99_000), ValueType.of(BigDecimal.class));
    assertReadsAsInput(new BigDecimal("1E+1000000"), ValueType.of(BigDecimal.class));
    assertReadsAsInput("x".repeat(1_000_000), ValueType.of(String.class));
    assertReadsAsInput(Map.of("x".repeat(100_000), 1), names);
  }

  private void assertReadsAsInput(Object value, ValueType<?> type) {
    String json = codec.split(codec.join(Map.of("input", codec.encode(value, type)))).get("input");
    assertThat(value.equals(codec.decode(json, type))).isTrue();
  }

  @Test
  void refusesToWriteWhatItCouldNotRead() {
    assertUnwritable(nested(501), ValueType.of(Node.class), "501");
    assertUnwritable(BigInteger.TEN.pow(100_000), ValueType.of(BigInteger.class), "100001");
    assertUnwritable(
        List.of(BigDecimal.TEN.pow(100_000)),
        ValueType.of(List.class, ValueType.of(BigDecimal.class)),
        "100001");
  }

  private void assertUnwritable(Object value, ValueType<?> type, String reason) {
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> codec.encode(value, type))
        .withMessageContaining("can't be written")
        .withMessageContaining(type.toString())
        .withMessageContaining(reason);
  }

  record Teams(Set<Player> players, Map<Locale, Set<Integer>> byLocale) {}

  @Test
  void writesEqualSetsAndMapsAlike() {
    List<Player> players = new ArrayList<>();
    List<Locale> locales = List.of(Locale.GERMANY, Locale.CHINA, Locale.UK, Locale.US);
    for (int i = 0; i < 50; i++) {
      players.add(new Player("p" + i, i, null));
    }
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(players, new Random(i));
      // Capacities that let the elements lie in different orders.
      Set<Player> set = new HashSet<>(1 << i % 8);
      set.addAll(players);
      Map<Locale, Set<Integer>> map = new HashMap<>(1 << i % 8);
      locales.forEach(locale -> map.put(locale, Set.of(locale.hashCode(), 1, 2)));
      texts.add(codec.encode(new Teams(set, map), ValueType.of(Teams.class)));
      assertThat(codec.decode(texts.iterator().next(), ValueType.of(Teams.class)))
          .isEqualTo(new Teams(set, map));
    }
    assertThat(texts).hasSize(1);
  }

  @Test
  void keepsAnOrderThatASetHas() {
    ValueType<?> numbers = ValueType.of(LinkedHashSet.class, ValueType.of(Integer.class));
    assertThat(codec.encode(new LinkedHashSet<>(List.of(3, 1, 2)), numbers)).isEqualTo("[3,1,2]");
    assertThat(
            codec.encode(
                new HashSet<>(List.of(3, 1, 2)),
                ValueType.of(Set.class, ValueType.of(Integer.class))))
        .isEqualTo("[1,2,3]");
  }
}
