package io.backstitch.persistence;

import io.backstitch.flow.ValueType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codec over Jackson. */
final class JacksonCodec implements Codec {
  @Override
  public String encode(@Nullable Object value, ValueType<?> type) {
    throw new PersistenceException("not yet");
  }

  @Override
  public <T> @Nullable T decode(String json, ValueType<T> type) {
    throw new PersistenceException("not yet");
  }

  @Override
  public void check(ValueType<?> type) {}

  @Override
  public String join(Map<String, String> jsonByName) {
    throw new PersistenceException("not yet");
  }

  @Override
  public Map<String, String> split(String object) {
    throw new PersistenceException("not yet");
  }
}
