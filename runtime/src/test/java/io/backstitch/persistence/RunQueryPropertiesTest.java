package io.backstitch.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.FlowState;
import io.backstitch.RunCount;
import io.backstitch.RunPage;
import io.backstitch.RunQuery;
import io.backstitch.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.h2.jdbcx.JdbcDataSource;

/** Every store finds, orders, pages and counts runs as a plain filter over all of them does. */
class RunQueryPropertiesTest {

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final List<String> TEXTS = List.of("a", "A", "a%", "a_b", "!", "ü", "ab", "");

  /** What is asked for, said once as a query and once as a filter. */
  private record Question(RunQuery query, Predicate<RunSummary> filter) {

    Question and(RunQuery narrower, Predicate<RunSummary> more) {
      return new Question(narrower, filter.and(more));
    }
  }

  @Property(tries = 40)
  void inMemory(@ForAll Random random) {
    check(new MemoryPersistence(), random, 60);
  }

  @Property(tries = 25)
  void inADatabase(@ForAll Random random) {
    JdbcDataSource source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:query" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    check(JdbcPersistence.of(source), random, 60);
  }

  @Property(tries = 8)
  void inPostgres(@ForAll Random random) {
    check(JdbcPersistence.of(Postgres.newSchema()), random, 60);
  }

  @Property(tries = 10)
  void inADirectory(@ForAll Random random) throws IOException {
    Path directory = Files.createTempDirectory("backstitch-query");
    try {
      check(DirectoryPersistence.at(directory.resolve("runs")), random, 30);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(RunQueryPropertiesTest::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Persistence persistence, Random random, int runs) {
    try (RunStore store = persistence.open()) {
      List<String> ids = store(store, random, runs);
      List<RunSummary> all =
          ids.stream().map(id -> store.load(id).orElseThrow().summary()).toList();
      for (int i = 0; i < 20; i++) {
        Question question = question(random, all);
        List<RunSummary> expected =
            all.stream()
                .filter(question.filter())
                .sorted(Comparator.comparing(RunSummary::createdAt))
                .toList();
        if (question.query().isNewestFirst()) {
          expected = new ArrayList<>(expected);
          Collections.reverse(expected);
        }
        List<RunSummary> found = all(store.catalog(), question.query());
        assertThat(found)
            .as(question.query().toString())
            .containsExactlyInAnyOrderElementsOf(expected);
        // Runs of one moment are in an order that is the store's own.
        assertThat(found.stream().map(RunSummary::createdAt))
            .containsExactlyElementsOf(expected.stream().map(RunSummary::createdAt).toList());
        assertThat(store.catalog().count(question.query()))
            .containsExactlyInAnyOrderElementsOf(counted(expected));
      }
    }
  }

  private static List<RunSummary> all(RunCatalog catalog, RunQuery query) {
    List<RunSummary> found = new ArrayList<>();
    RunPage page = catalog.page(query);
    found.addAll(page.runs());
    while (page.next().isPresent()) {
      assertThat(page.runs()).hasSize(query.limit());
      page = catalog.page(query.after(page.next().get()));
      assertThat(page.runs()).isNotEmpty();
      found.addAll(page.runs());
    }
    return found;
  }

  private static List<RunCount> counted(List<RunSummary> runs) {
    Map<String, List<RunSummary>> byKey =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    run -> run.flow() + "/" + run.state(), TreeMap::new, Collectors.toList()));
    return byKey.values().stream()
        .map(same -> new RunCount(same.get(0).flow(), same.get(0).state(), same.size()))
        .toList();
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<String> store(RunStore store, Random random, int runs) {
    List<String> ids = new ArrayList<>();
    while (ids.size() < runs) {
      List<WriteSet> batch = new ArrayList<>();
      int size = 1 + random.nextInt(5);
      for (int i = 0; i < size; i++) {
        String id = any(random, TEXTS) + any(random, TEXTS) + ids.size();
        ids.add(id);
        Map<String, String> metadata = new TreeMap<>();
        for (int m = random.nextInt(3); m > 0; m--) {
          metadata.put("k" + random.nextInt(2), any(random, TEXTS));
        }
        batch.add(
            new WriteSet(
                id,
                new NewRun("f" + random.nextInt(3), "1", "{}", metadata, null),
                new RunUpdate(any(random, List.of(FlowState.values())), random.nextBoolean()),
                List.of()));
      }
      store.commit(batch);
      String again = any(random, ids);
      FlowState state = any(random, List.of(FlowState.values()));
      store.commit(List.of(new WriteSet(again, null, new RunUpdate(state, false), List.of())));
    }
    return ids;
  }

  private static Question question(Random random, List<RunSummary> all) {
    RunQuery start = RunQuery.all().limit(1 + random.nextInt(20));
    Question asked = new Question(random.nextBoolean() ? start.oldestFirst() : start, run -> true);
    if (random.nextInt(3) == 0) {
      String flow = "f" + random.nextInt(4);
      asked = asked.and(asked.query().ofFlow(flow), run -> run.flow().equals(flow));
    }
    if (random.nextInt(3) == 0) {
      FlowState one = any(random, List.of(FlowState.values()));
      FlowState other = any(random, List.of(FlowState.values()));
      asked =
          asked.and(
              asked.query().inState(one, other), run -> List.of(one, other).contains(run.state()));
    }
    if (random.nextInt(3) == 0) {
      String prefix = any(random, TEXTS);
      asked =
          asked.and(
              asked.query().idStartsWith(prefix),
              run -> run.id().regionMatches(0, prefix, 0, prefix.length()));
    }
    for (int m = random.nextInt(3); m > 0; m--) {
      String name = "k" + m % 2;
      String value = any(random, TEXTS);
      asked =
          asked.and(
              asked.query().withMetadata(name, value),
              run -> Objects.equals(run.metadata().get(name), value));
    }
    Instant time = any(random, all).updatedAt();
    return switch (random.nextInt(6)) {
      case 0 -> asked.and(asked.query().createdFrom(time), run -> !run.createdAt().isBefore(time));
      case 1 -> asked.and(asked.query().createdUntil(time), run -> run.createdAt().isBefore(time));
      case 2 -> asked.and(asked.query().updatedFrom(time), run -> !run.updatedAt().isBefore(time));
      case 3 -> asked.and(asked.query().updatedUntil(time), run -> run.updatedAt().isBefore(time));
      default -> asked;
    };
  }
}
