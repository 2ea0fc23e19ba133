package io.backstitch.persistence;

import static io.backstitch.persistence.Runs.atoms;
import static io.backstitch.persistence.Runs.done;
import static io.backstitch.persistence.Runs.start;
import static io.backstitch.persistence.Runs.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backstitch.FlowState;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2RunStoreTest extends ExclusiveStoreContract {

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

  @ParameterizedTest
  @ValueSource(ints = {1, 90, 372, 728, 2_000})
  void refusesAFileThatIsNoDatabaseAndLeavesItAlone(int lines) throws IOException {
    Path other = directory.resolve("other.mv.db");
    String diary = "Dear diary\n".repeat(lines);
    Files.writeString(other, diary);
    assertRefusalOf(directory.resolve("other")).contains("not an H2 database");
    assertThat(other).hasContent(diary);
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

  @Test
  void saysWhichLockFileCanNotBeWritten() throws IOException {
    Files.createDirectory(directory.resolve("other.lock"));
    assertRefusalOf(directory.resolve("other")).contains("other.lock can't be written");
    assertThat(directory.resolve("other.mv.db")).doesNotExist();
  }

  @Test
  void storesNothingOfABatchOfWhichTheLastRowIsRefused() {
    store.commit(List.of(start("old")));
    WriteSet tooLong = atoms("old", done("a", 1, "1"), done("x".repeat(10_001), 1, "2"));
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(
            () -> store.commit(List.of(start("new"), update("old", FlowState.SUCCESS), tooLong)));
    assertThat(store.load("new")).isEmpty();
    assertThat(store.load("old").orElseThrow().state()).isEqualTo(FlowState.PENDING);
    assertThat(store.load("old").orElseThrow().atoms()).isEmpty();
  }

  @Test
  void saysThatADirectoryCanNotBeWrittenTo() throws IOException {
    Path place = Files.createDirectory(directory.resolve("place"));
    assumeTrue(place.toFile().setWritable(false) && !Files.isWritable(place), "root may write");
    assertRefusalOf(place.resolve("runs")).contains("the directory can't be written to");
    assertThat(place.toFile().setWritable(true)).isTrue();
    JdbcPersistence.h2(place.resolve("runs")).open().close();
  }

  @Test
  void saysWhatToAddWhenTheDriverIsMissing() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.matches(".*h2-[0-9.]+jar")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    try (URLClassLoader withoutDriver =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = withoutDriver.loadClass(JdbcPersistence.class.getName());
      Object persistence =
          type.getMethod("h2", Path.class).invoke(null, directory.resolve("other"));
      assertThatThrownBy(() -> type.getMethod("open").invoke(persistence))
          .cause()
          .hasMessageContaining("other.mv.db can't be opened")
          .hasMessageContaining("add com.h2database:h2 to the class path");
    }
    assertThat(directory.resolve("other.lock")).doesNotExist();
  }

  /** If H2 overwrote nothing, these commits would make 18 MB; if nobody tidied up, 4 MB. */
  @Test
  void staysSmallHoweverOftenItCommits() throws IOException {
    Path data = file().resolveSibling("runs.mv.db");
    for (int i = 0; i < 1_500; i++) {
      String id = "r" + i / 10;
      store.commit(
          List.of(i % 10 == 0 ? start(id) : atoms(id, done("atom" + i % 10, 1, "\"" + i + "\""))));
      if (i % 100 == 0) {
        assertThat(Files.size(data)).isLessThan(2_000_000);
      }
    }
    store.close();
    assertThat(Files.size(data)).isLessThan(2_000_000);
  }
}
