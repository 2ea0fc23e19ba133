package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.annotation.Depth;
import io.backstitch.engine.EngineOptions;
import io.backstitch.executor.TaskExecutor;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Atoms;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Part;
import io.backstitch.flow.Results;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.UnorderedFlow;
import io.backstitch.flow.ValueType;
import io.backstitch.persistence.MemoryPersistence;
import io.backstitch.persistence.Persistence;
import io.backstitch.retry.Retries;
import io.backstitch.retry.RetryPolicy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of docs/flows-by-hand.md: all that it shows is in this class, and works. */
class FlowsByHandPageTest {

  private final List<String> log = new ArrayList<>();

  private Path fetch(URI from) throws IOException {
    log.add("fetch " + from);
    if (from.getHost().equals("far")) {
      throw new IOException("unreachable");
    }
    return Path.of("archive.zip");
  }

  private void delete(@Nullable Path archive) {
    log.add("delete " + archive);
  }

  private void unpack(Path archive) {
    log.add("unpack " + archive);
  }

  @Test
  void installs() {
    List<URI> mirrors = List.of(URI.create("http://far"), URI.create("http://near"));

    Symbol<URI> mirror = Symbol.of("mirror", URI.class);
    Symbol<Path> archive = Symbol.of("archive", Path.class);

    Atom download =
        Atoms.task("download", mirror, archive, from -> fetch(from))
            .revertedBy(in -> delete(in.result(archive)));
    Atom unpack = Atoms.voidTask("unpack", archive, file -> unpack(file));

    DynamicFlow flow =
        DynamicFlow.of(
            LinearFlow.named("install")
                .add(
                    LinearFlow.named("get")
                        .retry(Retries.forEach(mirrors).provides(mirror))
                        .add(download))
                .add(unpack));
    Results results = flow.run(Map.of());

    assertThat(results.get(mirror)).hasHost("near");
    assertThat(log)
        .containsExactly(
            "fetch http://far", "delete null", "fetch http://near", "unpack archive.zip");
  }

  private DynamicFlow installing(boolean isReachable) {
    Symbol<URI> mirror = Symbol.of("mirror", URI.class);
    Symbol<Path> archive = Symbol.of("archive", Path.class);
    URI from = URI.create(isReachable ? "http://near" : "http://far");
    return DynamicFlow.of(
        LinearFlow.named("install")
            .add(Atoms.task("prepare", Symbol.of("ready", int.class), () -> 1))
            .add(
                LinearFlow.named("get")
                    .retry(Retries.alwaysRevert())
                    .add(Atoms.task("download", mirror, archive, m -> fetch(from)))));
  }

  private Results inMemory(DynamicFlow flow, Map<String, ?> inputs) {
    EngineOptions options = EngineOptions.DEFAULT.deferReverts(false);
    Results results =
        flow.with(inputs).engine().executor(TaskExecutor.serial()).options(options).build().run();
    return results;
  }

  @Test
  void runsInMemoryAndStored() {
    Symbol<Path> archive = Symbol.of("archive", Path.class);
    Map<String, URI> inputs = Map.of("mirror", URI.create("http://any"));
    DynamicFlow flow = installing(true);
    assertThat(inMemory(flow, inputs).get(archive)).hasFileName("archive.zip");
    assertThatExceptionOfType(FlowFailedException.class)
        .isThrownBy(() -> inMemory(installing(false), inputs));

    Persistence persistence = new MemoryPersistence();
    try (Backstitch backstitch = Backstitch.open(persistence)) {
      backstitch.register(flow);
      backstitch.recover();
      Results stored = backstitch.start(flow.with(inputs), "install-7").join();
      assertThat(stored.find(archive)).isPresent();
    }
  }

  @Test
  void namesGenericTypes() {
    Symbol<Map<String, List<Integer>>> ports =
        Symbol.of(
            "ports",
            ValueType.of(
                Map.class,
                ValueType.of(String.class),
                ValueType.listOf(ValueType.of(Integer.class))));
    assertThat(ports)
        .hasToString("ports: java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>");
  }

  /** What the page says is in a package is there. */
  @Test
  void everyClassIsInItsPackage() throws Exception {
    Matcher row =
        Pattern.compile("(?m)^\\| `(io\\.backstitch[a-z.]*)` \\| (.*) \\|$")
            .matcher(new Page("flows-by-hand.md").text());
    List<String> missing = new ArrayList<>();
    int found = 0;
    while (row.find()) {
      Matcher name = Pattern.compile("`(\\w+)`").matcher(row.group(2));
      while (name.find()) {
        String type = row.group(1) + "." + name.group(1);
        found++;
        if (getClass().getClassLoader().getResource(type.replace('.', '/') + ".class") == null) {
          missing.add(type);
        }
      }
    }
    assertThat(found).isGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  @Test
  void reducesAndMaps() {
    Symbol<Integer> a = Symbol.of("a", Integer.class);
    Symbol<Integer> b = Symbol.of("b", Integer.class);
    Symbol<Integer> c = Symbol.of("c", Integer.class);
    Symbol<Integer> sum = Symbol.of("sum", Integer.class);
    Symbol<String> first = Symbol.of("first", String.class);
    Symbol<String> second = Symbol.of("second", String.class);
    Symbol<List<Integer>> lengths = Symbol.listOf("lengths", Integer.class);

    Atom total = Atoms.reduce("total", List.of(a, b, c), sum, Integer::sum);
    Atom sizes = Atoms.map("sizes", List.of(first, second), lengths, String::length);
    Atom each = Atoms.map("each", List.of(first, second), List.of(a, b), String::length);

    Results results =
        DynamicFlow.of(LinearFlow.named("f").add(sizes).add(each).add(total))
            .run(Map.of("first", "one", "second", "three", "c", 10));
    assertThat(results.get(lengths)).containsExactly(3, 5);
    assertThat(results.get(sum)).isEqualTo(18);
  }

  record Endpoint(String host, int port) {}

  private Endpoint start(String image, Optional<String> zone) {
    return new Endpoint(zone.orElse("nowhere") + "/" + image, 80);
  }

  private void stop(String image, @Nullable Endpoint endpoint) {
    log.add("stop " + image + " " + endpoint);
  }

  @Test
  void takesAResultApart() {
    Symbol<String> image = Symbol.of("image", String.class);
    Symbol<String> zone = Symbol.of("zone", String.class);
    Symbol<String> host = Symbol.of("host", String.class);
    Symbol<Integer> port = Symbol.of("port", Integer.class);

    Atom boot =
        Atom.named("boot")
            .requires(image)
            .requiresOptional(zone)
            .providesParts(
                ValueType.of(Endpoint.class),
                Part.of(host, Endpoint::host),
                Part.of(port, Endpoint::port))
            .executes(in -> start(in.get(0, image), in.find(1, zone)))
            .revertRequires(image)
            .reverts(in -> stop(in.get(0, image), in.result(ValueType.of(Endpoint.class))))
            .priority(5)
            .build();

    LinearFlow flow = LinearFlow.named("f").add(boot);
    Results results = DynamicFlow.of(flow).run(Map.of("image", "disk"));
    assertThat(results.get(host) + ":" + results.get(port)).isEqualTo("nowhere/disk:80");

    Atom fails =
        Atoms.voidTask(
            "fails",
            () -> {
              throw new IOException("boom");
            });
    assertThatExceptionOfType(FlowFailedException.class)
        .isThrownBy(
            () -> DynamicFlow.of(flow.add(fails)).run(Map.of("image", "disk", "zone", "here")));
    assertThat(log).containsExactly("stop disk Endpoint[host=here/disk, port=80]");
  }

  static final class DiskFullException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  static final Symbol<Integer> SIZE = Symbol.of("size", Integer.class);
  static final Symbol<Integer> TRIED = Symbol.of("tried", Integer.class);

  static final class SmallerEachTime implements RetryController {

    @Override
    public Object execute(RetryHistory history, Arguments in) {
      return in.get(0, SIZE) >> history.size();
    }

    @Override
    public RetryDecision onFailure(RetryHistory history, Arguments in) {
      if (!history.last().isCausedBy(DiskFullException.class)) {
        return RetryDecision.REVERT;
      }
      return history.size() < 4 ? RetryDecision.RETRY : RetryDecision.REVERT_ALL;
    }
  }

  private Results allocate(int free, int size) {
    Atom allocate =
        Atoms.voidTask(
            "allocate",
            TRIED,
            tried -> {
              log.add("allocate " + tried);
              if (tried > free) {
                throw new DiskFullException();
              }
              if (tried < 0) {
                throw new IOException("no disk");
              }
            });
    return DynamicFlow.of(
            LinearFlow.named("f")
                .retry(RetryAtom.of(new SmallerEachTime()).requires(SIZE).provides(TRIED))
                .add(allocate))
        .run(Map.of("size", size));
  }

  @Test
  void triesWithLessEachTime() {
    assertThat(allocate(30, 100).get(TRIED)).isEqualTo(25);
    assertThat(log).containsExactly("allocate 100", "allocate 50", "allocate 25");
    log.clear();
    assertThatExceptionOfType(FlowFailedException.class).isThrownBy(() -> allocate(1, 100));
    assertThat(log).hasSize(4);
    log.clear();
    assertThatExceptionOfType(FlowFailedException.class).isThrownBy(() -> allocate(1, -1));
    assertThat(log).hasSize(1);
  }

  private static GraphFlow unlessFine(GraphFlow graph) {
    return graph.link(
        "inspect", "repair", results -> !results.get("inspect").equals("fine"), Depth.ATOM);
  }

  @Test
  void skips() {
    Symbol<String> state = Symbol.of("state", String.class);
    GraphFlow graph =
        GraphFlow.named("f")
            .add(Atoms.task("inspect", Symbol.of("in", String.class), state, in -> in))
            .add(Atoms.voidTask("repair", () -> log.add("repair")));
    DynamicFlow flow = DynamicFlow.of(unlessFine(graph));
    flow.run(Map.of("in", "fine"));
    flow.run(Map.of("in", "broken"));
    assertThat(log).containsExactly("repair");
  }

  static final Symbol<Integer> TOTAL = Symbol.of("total", Integer.class);

  private static Atom onlyForLargeOnes(Atom notifyCustomer) {
    return notifyCustomer.decider(ElementDecider.of(in -> in.get(0, TOTAL) > 100).requires(TOTAL));
  }

  private static LinearFlow server(DynamicFlow volume) {
    return LinearFlow.named("server")
        .add(volume.nested("root", Map.of("size", "rootSize", "volume", "rootVolume")))
        .add(volume.nested("data", Map.of("size", "dataSize", "volume", "dataVolume")));
  }

  @Test
  void nestsAFlowTwice() {
    Symbol<String> volume = Symbol.of("volume", String.class);
    Atom allocate = Atoms.task("allocate", SIZE, volume, size -> "of " + size);
    Results results =
        DynamicFlow.of(server(DynamicFlow.of(LinearFlow.named("volume").add(allocate))))
            .run(Map.of("rootSize", 1, "dataSize", 2));
    assertThat(results.get(Symbol.of("dataVolume", String.class))).isEqualTo("of 2");
  }

  @Test
  void asksADeciderOfItsOwn() {
    UnorderedFlow flow =
        UnorderedFlow.named("f")
            .add(onlyForLargeOnes(Atoms.voidTask("notify", () -> log.add("notify"))));
    DynamicFlow.of(flow).run(Map.of("total", 100));
    assertThat(log).isEmpty();
    DynamicFlow.of(flow).run(Map.of("total", 101));
    assertThat(log).containsExactly("notify");
  }

  private static RetryPolicy policy() {
    return RetryPolicy.attempts(5)
        .delay(Duration.ofMillis(200))
        .backoff(2)
        .maxDelay(Duration.ofSeconds(5))
        .jitter(0.5)
        .on(IOException.class)
        .notOn(FileNotFoundException.class);
  }

  @Test
  void saysWhatAPolicyDoes() {
    assertThat(policy().toString())
        .isEqualTo(
            "attempts 5, delay PT0.2S x 2.0, at most PT5S, jitter 0.5, on IOException, not on"
                + " FileNotFoundException, then REVERT");
  }

  @Test
  void allCodeOfThePageIsHere() throws IOException {
    new Page("flows-by-hand.md").assertAllCodeIsIn(getClass());
  }
}
