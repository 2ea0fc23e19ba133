package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.LinearFlow;
import io.backstitch.persistence.DirectoryPersistence;
import io.backstitch.persistence.JdbcPersistence;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that takes a connection has none where no database is, and is told before it runs. */
class TransactionRefusalTest {

  @TempDir Path directory;

  private final AtomicInteger calls = new AtomicInteger();

  private DynamicFlow flow(Function<Atom, Atom> change) {
    Atom first = Atom.named("first").executes(in -> calls.incrementAndGet()).build();
    Atom pays = Atom.named("pays").executes(in -> in.connection()).transactional().build();
    return DynamicFlow.of(LinearFlow.named("f").add(first).add(change.apply(pays)));
  }

  private void assertRefused(ThrowingCallable run, String why) {
    assertThatThrownBy(run)
        .isInstanceOfSatisfying(
            InvalidFlowException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.NOT_TRANSACTIONAL);
              assertThat(e.names()).containsExactly("pays");
            })
        .hasMessageContaining("Flow 'f'")
        .hasMessageContaining(why)
        .hasMessageContaining("JdbcPersistence.h2(path)");
    assertThat(calls).hasValue(0);
  }

  @Test
  void aRunInMemoryFailsBeforeAnythingRuns() {
    DynamicFlow flow = flow(atom -> atom);
    assertRefused(() -> flow.run(Map.of()), "a run in memory");
    assertRefused(() -> flow.with(Map.of()).engine().build(), "a run in memory");
  }

  @Test
  void whereNoDatabaseIsItCantBeRegistered() {
    for (Persistence persistence :
        new Persistence[] {new MemoryPersistence(), DirectoryPersistence.at(directory)}) {
      try (Backstitch backstitch = Backstitch.open(persistence)) {
        assertRefused(() -> backstitch.register(flow(atom -> atom)), "not stored in a database");
        // It is not known then, so that another one can have its name.
        backstitch.register(
            DynamicFlow.of(
                LinearFlow.named("f").add(Atom.named("a").executes(in -> null).build())));
      }
    }
  }

  @Test
  void aTaskThatIsOnlyUndoneInATransactionNeedsADatabaseToo() {
    Atom pays =
        Atom.named("pays").executes(in -> null).reverts(in -> {}).transactionalRevert().build();
    assertRefused(() -> flow(atom -> pays).run(Map.of()), "a run in memory");
  }

  @Test
  void whatAnAtomIsMadeOfStaysWithItsCopies() {
    DynamicFlow flow =
        flow(
            atom ->
                atom.renamed("paid")
                    .priority(3)
                    .revertedBy(in -> assertThat(in.connection()).isNotNull()));
    try (Backstitch backstitch =
        Backstitch.open(JdbcPersistence.h2(directory.resolve("runs")).survivingPowerLoss())) {
      backstitch.register(flow).start(flow.with(Map.of())).join();
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void whatIsNotUndoneIsNotUndoneInATransaction() {
    assertThatThrownBy(() -> Atom.named("a").executes(in -> null).transactionalRevert().build())
        .isInstanceOf(InvalidFlowException.class)
        .hasMessageContaining("Atom 'a'")
        .hasMessageContaining("reverts(...)");
  }
}
