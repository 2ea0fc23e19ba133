package io.backstitch;

import io.backstitch.flow.ValueType;
import io.backstitch.persistence.Codec;
import io.backstitch.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses values that are too large to be stored with each step, before they get that far. */
record LimitedCodec(Codec codec, int maxBytes) implements Codec {

  @Override
  public String encode(@Nullable Object value, ValueType<?> type) {
    String json = codec.encode(value, type);
    // Each char takes one to three bytes, so most values need not be counted.
    if (json.length() > maxBytes / 3) {
      int bytes = json.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > maxBytes) {
        throw new PersistenceException(
            "A value of type %s takes %,d bytes as JSON, and at most %,d are stored. Keep it elsewhere and hand on where it is, or set a higher maxValueBytes when Backstitch is opened."
                .formatted(type, bytes, maxBytes));
      }
    }
    return json;
  }

  @Override
  public <T> @Nullable T decode(String json, ValueType<T> type) {
    return codec.decode(json, type);
  }

  @Override
  public String plain(String json) {
    return codec.plain(json);
  }

  @Override
  public boolean isSame(String object, String other) {
    return codec.isSame(object, other);
  }

  @Override
  public void check(ValueType<?> type) {
    codec.check(type);
  }

  @Override
  public String join(Map<String, String> jsonByName) {
    return codec.join(jsonByName);
  }

  @Override
  public Map<String, String> split(String object) {
    return codec.split(object);
  }
}
