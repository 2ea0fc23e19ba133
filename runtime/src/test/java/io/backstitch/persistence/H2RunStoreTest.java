package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.FlowState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2RunStoreTest extends RunStoreContract {

  @TempDir Path directory;

  @Override
  Persistence persistence() {
    return JdbcPersistence.h2(directory.resolve("new one/ü ~ %20/runs"));
  }

  private Path file() {
    return directory.resolve("new one/ü ~ %20/runs");
  }

  private static AbstractStringAssert<?> assertRefusalOf(Path path) {
    return assertThat(
            assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> JdbcPersistence.h2(path).open())
                .actual()
                .getMessage())
        .contains(path.getFileName().toString())
        .doesNotContain("\n");
  }

  @Test
  void keepsItsFilesWhereItWasToldTo() throws IOException {
    assertThat(store.isImmediate()).isFalse();
    store.close();
    try (var files = Files.list(file().getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("runs.mv.db", "runs.lock");
    }
  }

  @Test
  void findsAFileByWhateverPathLeadsThere() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), file().getParent());
    assertRefusalOf(link.resolve("runs")).contains("open already");
    assertRefusalOf(file().resolve("../runs")).contains("open already");
  }

  @Test
  void anInterruptedThreadClosesNothing() {
    Thread.currentThread().interrupt();
    try {
      for (int i = 0; i < 200; i++) {
        Thread.currentThread().interrupt();
        store.commit(List.of(start("r" + i)));
        Thread.currentThread().interrupt();
        assertThat(store.load("r" + i)).isPresent();
      }
    } finally {
      Thread.interrupted();
    }
    store.commit(List.of(start("after")));
    reopen();
    assertThat(store.unfinished(null, 1_000)).hasSize(201);
  }

  @Test
  void aStoreThatWasShutOutWritesNothingMore() throws SQLException {
    store.commit(List.of(start("r")));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("update backstitch_owner set fenced = true");
    }
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> store.commit(List.of(update("r", FlowState.RUNNING))))
        .withMessageContaining("shut out");
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> store.adopt("r"))
        .withMessageContaining("shut out");
    assertThat(store.load("r").orElseThrow().state()).isEqualTo(FlowState.PENDING);
  }

  @Test
  void shutsOutWhoeverHadItBefore() throws SQLException {
    reopen();
    reopen();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery("select count(*) from backstitch_owner where not fenced")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(1);
    }
  }

  /** Works while the store is open only because H2 lets one process connect again. */
  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:async:" + file(), "sa", "");
  }

  @Test
  void goesOnWithANewConnectionAfterAFailure() {
    String tooLong = "x".repeat(600);
    for (int i = 0; i < 3; i++) {
      String id = "r" + i;
      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(() -> store.commit(List.of(start(id), start(tooLong))))
          .withMessageContaining("runs.mv.db");
      assertThat(store.load(id)).isEmpty();
      store.commit(List.of(start(id)));
    }
    assertThat(store.unfinished(null, 10)).hasSize(3);
  }

  @Test
  void refusesTablesOfANewerVersion() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("insert into backstitch_schema values (99)");
    }
    store.close();
    assertRefusalOf(file()).contains("99");
    assertRefusalOf(file()).contains("99");
  }

  @Test
  void refusesADatabaseThatHasAPassword() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("alter user sa set password 'secret'");
    }
    store.close();
    assertRefusalOf(file()).contains("password");
  }

  @Test
  void refusesAFileThatIsNoDatabaseAndLeavesItAlone() throws IOException {
    Path other = directory.resolve("other.mv.db");
    Files.writeString(other, "Dear diary\n".repeat(2_000));
    assertRefusalOf(directory.resolve("other")).contains("not an H2 database");
    assertThat(Files.readString(other)).isEqualTo("Dear diary\n".repeat(2_000));
  }

  @Test
  void refusesADirectory() throws IOException {
    Path place = Files.createDirectory(directory.resolve("place"));
    assertRefusalOf(place).contains("is a directory");
    assertThat(place).isEmptyDirectory();
    assertThat(directory.resolve("place.lock")).doesNotExist();
  }

  @Test
  void refusesAPathBelowAFile() throws IOException {
    Path place = Files.createFile(directory.resolve("place"));
    assertRefusalOf(place.resolve("runs")).contains("is a file");
    assertRefusalOf(place.resolve("deeper/runs")).contains("runs");
  }

  @Test
  void refusesAPathThatH2WouldReadAsSettings() {
    assertRefusalOf(directory.resolve("a;INIT=x")).contains("';'");
    assertThat(directory.resolve("a;INIT=x.lock")).doesNotExist();
  }

  /** Without compaction these commits would leave some 40 MB behind. */
  @Test
  void isSmallOnceClosedHoweverOftenItCommitted() throws IOException {
    store.commit(List.of(start("r")));
    for (int i = 0; i < 3_000; i++) {
      store.commit(List.of(atoms("r", done("atom" + i % 100, 1, "\"" + i + "\""))));
    }
    Path data = file().resolveSibling("runs.mv.db");
    store.close();
    assertThat(data).satisfies(f -> assertThat(Files.size(f)).isLessThan(1_000_000));
  }
}
