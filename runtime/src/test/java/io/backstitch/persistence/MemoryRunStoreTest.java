package io.backstitch.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryRunStoreTest extends ExclusiveStoreContract {

  @Override
  Persistence persistence() {
    return new MemoryPersistence();
  }

  @Test
  void isImmediate() {
    assertThat(store.isImmediate()).isTrue();
  }
}
