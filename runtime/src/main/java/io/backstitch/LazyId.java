package io.backstitch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A random id costs more than a small flow, so it is made only if somebody asks for it. */
final class LazyId {

  private @Nullable String id;

  synchronized String get() {
    if (id == null) {
      id = UUID.randomUUID().toString();
    }
    return id;
  }
}
