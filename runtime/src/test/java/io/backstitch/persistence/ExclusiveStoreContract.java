package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.FlowState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store does that one process at a time has open. */
abstract class ExclusiveStoreContract extends RunStoreContract {

  @Test
  void canBeOpenOnlyOnce() {
    store.commit(List.of(start("r")));
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(persistence::open)
        .withMessageContaining("open already");
    store.commit(List.of(update("r", FlowState.RUNNING)));
    RunStore first = store;
    reopen();
    // A late second close of the old store must not free the new one.
    first.close();
    assertThatExceptionOfType(PersistenceException.class).isThrownBy(persistence::open);
  }
}
