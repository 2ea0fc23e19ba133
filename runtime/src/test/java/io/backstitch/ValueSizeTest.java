package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that are too large to be stored. */
class ValueSizeTest {

  private static final Symbol<Integer> SIZE = Symbol.of("size", int.class);
  private static final Symbol<String> TEXT = Symbol.of("text", String.class);

  private final List<String> undone = Collections.synchronizedList(new ArrayList<>());

  private final DynamicFlow write =
      DynamicFlow.of(
          LinearFlow.named("write")
              .add(
                  Atom.named("fill")
                      .requires(SIZE)
                      .provides(TEXT)
                      .executes(in -> "ü".repeat(in.get(0, SIZE)))
                      .reverts(
                          in -> {
                            String text = in.result(ValueType.of(String.class));
                            undone.add(text == null ? "nothing" : "text of " + text.length());
                          })
                      .build()));

  private Backstitch open() {
    return Backstitch.builder(new MemoryPersistence()).maxValueBytes(102).open().register(write);
  }

  /** Two quotes, and two bytes for each letter. */
  @Test
  void aResultFailsItsTaskWhichIsUndoneWithIt() {
    try (Backstitch backstitch = open()) {
      assertThat(backstitch.start(write.with(Map.of("size", 50))).join().get(TEXT)).hasSize(50);
      assertThatExceptionOfType(FlowFailedException.class)
          .isThrownBy(() -> backstitch.start(write.with(Map.of("size", 51))).join())
          .withMessageContaining("atom fill")
          .withMessageContaining("takes 104 bytes as JSON, and at most 102 are stored")
          .withMessageContaining("maxValueBytes");
      assertThat(undone).containsExactly("text of 51");
    }
  }

  @Test
  void anInputIsRefusedByItsName() {
    DynamicFlow take =
        DynamicFlow.of(
            LinearFlow.named("take")
                .add(Atom.named("look").requires(TEXT).executes(in -> null).build()));
    try (Backstitch backstitch = open().register(take)) {
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> backstitch.start(take.with(Map.of("text", "x".repeat(101))), "r"))
          .withMessageContaining("Input 'text' of flow 'take' can't be stored")
          .withMessageContaining("103 bytes");
      assertThat(backstitch.start(take.with(Map.of("text", "x")), "r").join()).isNotNull();
    }
  }

  @Test
  void aLimitIsPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backstitch.builder(new MemoryPersistence()).maxValueBytes(0));
  }
}
