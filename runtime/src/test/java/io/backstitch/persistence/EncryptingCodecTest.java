package io.backstitch.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.Backstitch;
import io.backstitch.DynamicFlow;
import io.backstitch.InvalidFlowException;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Results;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class EncryptingCodecTest {

  private static final ValueType<String> TEXT = ValueType.of(String.class);
  private static final ValueType<List<String>> TEXTS = ValueType.of(List.class, TEXT);
  private static final Symbol<String> CARD = Symbol.of("card", String.class);
  private static final Symbol<String> RECEIPT = Symbol.of("receipt", String.class);

  private final EncryptingCodec codec = EncryptingCodec.of("new", key(1));

  private static SecretKey key(int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return new SecretKeySpec(bytes, "AES");
  }

  @Test
  void readsWhatItHasWrittenAndHidesIt() {
    String stored = codec.encode(List.of("4111", "ü"), TEXTS);
    assertThat(stored).startsWith("\"aes-gcm:new:").doesNotContain("4111");
    assertThat(codec.decode(stored, TEXTS)).containsExactly("4111", "ü");
    assertThat(codec.encode(List.of("4111", "ü"), TEXTS)).isEqualTo(stored);
    assertThat(codec.encode(List.of("4112", "ü"), TEXTS)).isNotEqualTo(stored);
  }

  @Test
  void nullIsNull() {
    assertThat(codec.encode(null, TEXT)).isEqualTo("null");
    assertThat(codec.decode("null", TEXT)).isNull();
    ValueType<Optional<String>> perhaps = ValueType.of(Optional.class, TEXT);
    assertThat(codec.decode("null", perhaps)).isEmpty();
  }

  @Test
  void aKeyThatIsNewReadsWhatAnOldOneWrote() {
    String old = EncryptingCodec.of("old", key(2)).encode("x", TEXT);
    EncryptingCodec both = codec.reading("old", key(2));
    assertThat(both.decode(old, TEXT)).isEqualTo("x");
    assertThat(both.encode("x", TEXT)).startsWith("\"aes-gcm:new:");
    assertThat(
            both.isSame(
                codec.join(Map.of("a", old)), codec.join(Map.of("a", codec.encode("x", TEXT)))))
        .isTrue();
    assertThat(
            both.isSame(
                codec.join(Map.of("a", old)), codec.join(Map.of("a", codec.encode("y", TEXT)))))
        .isFalse();
    assertThat(both.isSame(codec.join(Map.of("a", old)), codec.join(Map.of("b", old)))).isFalse();
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> codec.decode(old, TEXT))
        .withMessageContaining("key 'old'")
        .withMessageContaining("reading(...)");
  }

  @Test
  void whatWasChangedIsRefusedWhereverItWas() {
    String stored = codec.encode("x", TEXT);
    for (int i = stored.indexOf(":new:") + 5; i < stored.length() - 1; i++) {
      char other = stored.charAt(i) == 'A' ? 'B' : 'A';
      String changed = stored.substring(0, i) + other + stored.substring(i + 1);
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> codec.decode(changed, TEXT));
    }
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> EncryptingCodec.of("new", key(3)).decode(stored, TEXT))
        .withMessageContaining("another one of that id");
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> codec.decode("\"x\"", TEXT))
        .withMessageContaining("not encrypted");
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> codec.decode("\"aes-gcm:new:AAAA\"", TEXT));
  }

  @Test
  void keysThatAreNoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncryptingCodec.of("a:b", key(1)))
        .withMessageContaining("'a:b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EncryptingCodec.of("k", new SecretKeySpec(new byte[5], "AES")))
        .withMessageContaining("'k'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.reading("new", key(1)))
        .withMessageContaining("two keys");
  }

  private static DynamicFlow pay() {
    Atom charge =
        Atom.named("charge")
            .requires(CARD)
            .provides(RECEIPT)
            .executes(in -> "paid with " + in.get(0, CARD))
            .build();
    return DynamicFlow.of(LinearFlow.named("pay").add(charge));
  }

  @Test
  void aRunIsTheSameWhenItsKeyHasChanged() {
    MemoryPersistence memory = new MemoryPersistence();
    DynamicFlow pay = pay();
    try (Backstitch backstitch =
        Backstitch.builder(memory).codec(EncryptingCodec.of("old", key(2))).open().register(pay)) {
      backstitch.start(pay.with(Map.of("card", "4111")), "r").join();
    }
    try (RunStore store = memory.open()) {
      assertThat(store.load("r").orElseThrow().toString()).doesNotContain("4111");
    }
    try (Backstitch backstitch =
        Backstitch.builder(memory).codec(codec.reading("old", key(2))).open().register(pay)) {
      Results results = backstitch.start(pay.with(Map.of("card", "4111")), "r").join();
      assertThat(results.get(RECEIPT)).isEqualTo("paid with 4111");
      assertThatExceptionOfType(InvalidFlowException.class)
          .isThrownBy(() -> backstitch.start(pay.with(Map.of("card", "4112")), "r"))
          .withMessageContaining("other inputs");
    }
  }
}
